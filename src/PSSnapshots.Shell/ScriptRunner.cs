using System.Management.Automation.Runspaces;

namespace PSSnapshots.Shell;

/// <summary>Runs one script, or the text of one, and says how it ended.</summary>
internal static class ScriptRunner
{
    public static int RunText(ShellSession session, string text) =>
        ExitCodeOf(session, session.Run(new Command(text, isScript: true, useLocalScope: false)));

    public static int RunFile(ShellSession session, string path, IReadOnlyList<string> arguments)
    {
        Command script = new(path, isScript: false, useLocalScope: false);
        ScriptArguments.AddTo(script.Parameters, arguments);
        session.LetExitLeaveTheNextScript();
        return ExitCodeOf(session, session.Run(script));
    }

    private static int ExitCodeOf(ShellSession session, PipelineOutcome outcome) => outcome switch
    {
        PipelineOutcome.Stopped => session.Interruption.ExitCode ?? ExitCodes.Interrupted,
        PipelineOutcome.Failed => ExitCodes.Failure,
        _ => session.Host.RequestedExitCode ?? ExitCodes.Success,
    };
}
