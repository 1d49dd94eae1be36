using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using System.Text;
using PSSnapshots.Shell.Hosting;

namespace PSSnapshots.Shell;

/// <summary>Reads commands, runs them and prints what they return, until <c>exit</c> or the end of the input.</summary>
internal sealed class InteractiveLoop(ShellSession session)
{
    private readonly LineEditor? _editor = Terminal.IsInteractive ? new LineEditor(session) : null;

    /// <returns>The exit code of the process.</returns>
    public int Run()
    {
        PipelineOutcome outcome = PipelineOutcome.Completed;
        while (ReadCommand() is string command)
        {
            if (string.IsNullOrWhiteSpace(command))
                continue;

            outcome = RunCommand(command);
            if (session.Interruption.ExitCode is int signalled)
                return signalled;
            if (session.Host.RequestedExitCode is int requested)
                return requested;
            if (outcome == PipelineOutcome.Stopped && !Terminal.ReadsKeys)
                return ExitCodes.Interrupted;
        }

        // At a prompt someone has seen the errors; commands that came through a pipe have to report the last one.
        return outcome == PipelineOutcome.Failed && !Terminal.ReadsKeys ? ExitCodes.Failure : ExitCodes.Success;
    }

    /// <summary>Runs a prompt inside the pipeline that asked for it, until <c>exit</c>.</summary>
    public void RunNested()
    {
        int depth = session.Host.NestedPrompts;
        while (session.Host.NestedPrompts == depth && ReadCommand() is string command)
        {
            if (!string.IsNullOrWhiteSpace(command))
                RunCommand(command);
            if (session.Interruption.ExitCode is not null)
                return;
        }
    }

    private PipelineOutcome RunCommand(string command) =>
        session.Run(new Command(command, isScript: true, useLocalScope: false));

    // As many lines as it takes for the parser to see no open block, string or pipe.
    private string? ReadCommand()
    {
        StringBuilder command = new();
        try
        {
            while (ReadLine(command.Length == 0) is string line)
            {
                command.Append(line);
                if (!IsIncomplete(command.ToString()))
                    return command.ToString();

                command.Append('\n');
            }
        }
        catch (OperationCanceledException)
        {
            return "";
        }

        // The input ended inside a command: running it says what is missing.
        return command.Length > 0 ? command.ToString() : null;
    }

    private string? ReadLine(bool first)
    {
        if (!Terminal.ReadsKeys)
            return Console.In.ReadLine();

        string prompt = first ? GetPrompt() : ">> ";
        if (_editor is not null)
            return _editor.ReadLine(prompt);

        session.Host.UI.Write(prompt);
        return Console.In.ReadLine();
    }

    private static bool IsIncomplete(string command)
    {
        Parser.ParseInput(command, out _, out ParseError[] errors);
        return Array.Exists(errors, error => error.IncompleteInput);
    }

    private string GetPrompt()
    {
        try
        {
            using PowerShell pipeline = session.CreatePipeline();
            return string.Concat(pipeline.AddCommand("prompt").Invoke());
        }
        catch (RuntimeException)
        {
            return "PS> ";
        }
    }
}
