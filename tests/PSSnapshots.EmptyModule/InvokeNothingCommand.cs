using System.Management.Automation;

namespace PSSnapshots.EmptyModule;

/// <summary>Passes its input on: the least that a compiled cmdlet can cost.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Nothing")]
public sealed class InvokeNothingCommand : PSCmdlet
{
    /// <summary>What is passed on.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public object InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(InputObject);
}
