using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Tests.Support;

/// <summary>
/// Passes some objects on and then stops the upstream commands, as <c>Select-Object -First</c> does. The engine of these
/// tests does not have that cmdlet.
/// </summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class StopUpstreamCommand : PSCmdlet
{
    private int _count;

    [Parameter(Mandatory = true, Position = 0)]
    public int Count { get; set; }

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (++_count >= Count) throw StopUpstream();
    }

    private Exception StopUpstream()
    {
        Type type = typeof(PSCmdlet).Assembly.GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!;
        return (Exception)Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic, null, [this], null)!;
    }
}
