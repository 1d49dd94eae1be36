using System.Management.Automation;
using PSSnapshots.Commands;

namespace PSSnapshots.Workflows;

/// <summary>Converts exceptions of a definition's script to definition errors.</summary>
internal static class DefinitionErrors
{
    public static DefinitionFailure Of(RuntimeException failure)
    {
        // A keyword that contains others is a cmdlet, and its error has the error of the inner keyword as its
        // cause.
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

    /// <summary>Creates the error for an invalid parameter, with the valid parameter names of the keyword.</summary>
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
