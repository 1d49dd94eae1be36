using System.Management.Automation.Language;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>Formats the command that resumes an interrupted run.</summary>
internal static class ResumeAdvice
{
    public static string Of(WorkflowRun run) => (run.Checkpoints, run.DefinitionSource?.Path) switch
    {
        (DirectorySnapshotStore folder, { } path) => MessageText.Of(nameof(Messages.Interrupted), run.RunId, Quote(run.RunId), Quote(folder.Location), Quote(path)),
        (DirectorySnapshotStore folder, null) => MessageText.Of(nameof(Messages.InterruptedWithoutPath), run.RunId, Quote(run.RunId), Quote(folder.Location)),
        _ => MessageText.Of(nameof(Messages.InterruptedInSession), run.RunId, Quote(run.RunId)),
    };

    private static string Quote(string text) => $"'{CodeGeneration.EscapeSingleQuotedStringContent(text)}'";
}
