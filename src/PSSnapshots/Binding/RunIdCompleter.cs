using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PSSnapshots.Session;

namespace PSSnapshots.Binding;

/// <summary>Completes run ids from the snapshots that the manager keeps.</summary>
public sealed class RunIdCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var manager = fakeBoundParameters?["Manager"] as SnapshotManager ?? SnapshotSession.Manager;
        var typed = (wordToComplete ?? "").Trim('\'', '"');
        return manager.RunIds
            .Where(runId => runId.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .Select(runId => new CompletionResult(Quoted(runId), runId, CompletionResultType.ParameterValue, $"{manager.GetAll(runId).Count} snapshots"));
    }

    private static string Quoted(string runId) => runId.All(unit => char.IsLetterOrDigit(unit) || unit is '-' or '_' or '.')
        && runId.Length > 0 && runId[0] != '-'
        ? runId
        : $"'{CodeGeneration.EscapeSingleQuotedStringContent(runId)}'";
}
