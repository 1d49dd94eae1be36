using System.Globalization;
using System.Management.Automation.Host;

namespace PSSnapshots.Shell.Hosting;

/// <summary>The engine's way to the shell around it.</summary>
internal sealed class ShellHost(Interruption interruption) : PSHost
{
    public override string Name => "PSSnapshots.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override PSHostUserInterface UI => Interface;

    public ShellHostUserInterface Interface { get; } = new(interruption);

    /// <summary>What a script gave to <c>exit</c>, once it has said it.</summary>
    public int? RequestedExitCode { get; private set; }

    public int NestedPrompts { get; private set; }

    public bool InNestedPrompt => NestedPrompts > 0;

    /// <summary>Reads and runs commands inside the pipeline that is running, for as long as <see cref="NestedPrompts"/> stays.</summary>
    public Action? NestedPrompt { get; set; }

    public override void SetShouldExit(int exitCode) => RequestedExitCode = exitCode;

    public override void EnterNestedPrompt()
    {
        int depth = NestedPrompts++;
        try
        {
            NestedPrompt?.Invoke();
        }
        finally
        {
            NestedPrompts = depth;
        }
    }

    public override void ExitNestedPrompt() => NestedPrompts = Math.Max(NestedPrompts - 1, 0);

    // A program that is about to use the terminal needs nothing from this host: it holds no state of the console
    // while a command runs.
    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
