using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Collects each object when the script of a definition emits it. The module does not export this cmdlet.</summary>
[Cmdlet(VerbsCommon.Add, "DefinitionElement")]
internal sealed class CollectElementCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public Action<object?> Sink { get; set; } = null!;

    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    public static CmdletInfo CreateInfo() => new("Add-DefinitionElement", typeof(CollectElementCommand));

    protected override void ProcessRecord()
    {
        try
        {
            Sink(InputObject);
        }
        catch (DefinitionFailure failure)
        {
            ThrowTerminatingError(failure.ToErrorRecord());
        }
    }
}
