using System.Management.Automation.Language;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>Tells the command that resumes a run which was interrupted.</summary>
internal static class ResumeAdvice
{
    public static string Of(WorkflowRun run) => run.Checkpoints switch
    {
        null => MessageText.Of(nameof(Messages.InterruptedInMemory), run.RunId),
        DirectorySnapshotStore folder => MessageText.Of(nameof(Messages.Interrupted), run.RunId, Quote(run.RunId), Quote(folder.Location), DefinitionOf(run)),
        _ => MessageText.Of(nameof(Messages.Interrupted), run.RunId, Quote(run.RunId), "<store>", DefinitionOf(run)),
    };

    private static string DefinitionOf(WorkflowRun run) => run.DefinitionSource is { } source ? $"-DefinitionPath {Quote(source.Path)}" : "-Definition <definition>";

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
