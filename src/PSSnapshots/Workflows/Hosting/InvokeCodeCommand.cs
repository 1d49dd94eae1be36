using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>
/// Invokes a delegate as a cmdlet, because a script in ConstrainedLanguage mode cannot invoke a delegate. The
/// module does not export this cmdlet.
/// </summary>
[Cmdlet(VerbsLifecycle.Invoke, "WorkflowCode")]
internal sealed class InvokeCodeCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Action Code { get; set; } = null!;

    public static CmdletInfo CreateInfo() => new("Invoke-WorkflowCode", typeof(InvokeCodeCommand));

    protected override void ProcessRecord() => Code();
}
