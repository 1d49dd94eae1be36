using System.Management.Automation;

namespace PSSnapshots.Tests.Support;

/// <summary>Passes some objects on, and then waits at a gate until the pipeline is stopped.</summary>
[Cmdlet(VerbsLifecycle.Wait, "AtGate")]
public sealed class WaitAtGateCommand : PSCmdlet
{
    private int _count;

    [Parameter(Mandatory = true, Position = 0)]
    public Gate Gate { get; set; } = null!;

    [Parameter(Mandatory = true)]
    public int After { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_count == After) Gate.WaitUntilStopped(() => Stopping);
    }
}
