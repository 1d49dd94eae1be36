using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>
/// Runs a delegate as a command. A script calls it where it cannot call the delegate itself, because it may run in
/// ConstrainedLanguage mode. The module does not export it.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "WorkflowCode")]
internal sealed class InvokeCodeCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Action Code { get; set; } = null!;

    public static CmdletInfo CreateInfo() => new("Invoke-WorkflowCode", typeof(InvokeCodeCommand));

    protected override void ProcessRecord() => Code();
}
