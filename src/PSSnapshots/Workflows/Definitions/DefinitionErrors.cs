using System.Management.Automation;
using PSSnapshots.Commands;

namespace PSSnapshots.Workflows;

/// <summary>Makes the error of a definition of what running its script threw.</summary>
internal static class DefinitionErrors
{
    public static DefinitionFailure Of(RuntimeException failure)
    {
        // A word that contains others is itself a cmdlet, whose error has that of the inner word as its cause.
        var cause = failure;
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is DefinitionFailure found) return found;
            if (inner is RuntimeException deeper && cause is not (CommandNotFoundException or ParameterBindingException)) cause = deeper;
        }
        var place = (cause.ErrorRecord ?? failure.ErrorRecord)?.InvocationInfo;
        return cause switch
        {
            CommandNotFoundException unknown => UnknownWord(unknown, place),
            ParameterBindingException { CommandInvocation.MyCommand: { } word } binding when IsWord(word) => InvalidParameter(binding, word, place),
            _ => Invalid("the script", cause.Message, DefinitionFailure.PlaceOf(place), null, failure),
        };
    }

    public static DefinitionFailure Invalid(string what, string reason, string place, object? target, Exception? inner) => new(
        nameof(Messages.InvalidDefinition),
        MessageText.Of(nameof(Messages.InvalidDefinition), what, reason.TrimEnd('.'), place),
        target,
        inner);

    private static DefinitionFailure UnknownWord(CommandNotFoundException unknown, InvocationInfo? place)
    {
        var message = MessageText.Of(
            nameof(Messages.UnknownWord), unknown.CommandName, string.Join(", ", DefinitionWords.Names), DefinitionFailure.PlaceOf(place));
        return new DefinitionFailure(nameof(Messages.UnknownWord), message, unknown.CommandName, unknown);
    }

    /// <summary>The engine's error about a parameter, with the names of those that the word has.</summary>
    private static DefinitionFailure InvalidParameter(ParameterBindingException binding, CommandInfo word, InvocationInfo? place)
    {
        var name = (binding.CommandInvocation.InvocationName is { Length: > 0 } called) ? called : word.Name;
        var names = word.Parameters.Keys.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter)).Select(parameter => "-" + parameter);
        var message = MessageText.Of(
            nameof(Messages.InvalidWordParameter), name, binding.Message.TrimEnd('.'), DefinitionFailure.PlaceOf(place), string.Join(", ", names));
        return new DefinitionFailure(nameof(Messages.InvalidDefinition), message, binding.ParameterName, binding);
    }

    private static bool IsWord(CommandInfo command) =>
        command is CmdletInfo cmdlet ? typeof(DefinitionCommand).IsAssignableFrom(cmdlet.ImplementingType) : command is FunctionInfo { Name: DefinitionWords.Retry };
}
