using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Takes what the script of a definition emits, at the moment when it emits it. The module does not export it.</summary>
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
