using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using PSSnapshots.Session;

namespace PSSnapshots.Binding;

/// <summary>Completes run IDs from the snapshots in the manager.</summary>
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
            .Select(runId => new CompletionResult(Quoted(runId), VisibleText.Of(runId), CompletionResultType.ParameterValue, $"{manager.GetAll(runId).Count} snapshots"));
    }

    private static string Quoted(string runId)
    {
        if (VisibleText.Of(runId) != runId) return Escaped(runId);
        var isBare = runId.Length > 0 && runId[0] != '-' && runId.All(unit => char.IsLetterOrDigit(unit) || unit is '-' or '_' or '.');
        return isBare ? runId : $"'{CodeGeneration.EscapeSingleQuotedStringContent(runId)}'";
    }

    /// <summary>Returns the ID as a double-quoted string with escape sequences for nonprintable characters.</summary>
    private static string Escaped(string runId)
    {
        var text = new StringBuilder("\"");
        foreach (var unit in runId)
        {
            var shown = unit.ToString();
            if (VisibleText.Of(shown) != shown) text.Append(CultureInfo.InvariantCulture, $"`u{{{(int)unit:x}}}");
            else text.Append(unit is '"' or '`' or '$' or '\u201c' or '\u201d' or '\u201e' ? "`" : "").Append(unit);
        }
        return text.Append('"').ToString();
    }
}
