using System.Management.Automation;

namespace PSSnapshots.Tests.Support;

/// <summary>Writes to each stream; the bare engine has not the cmdlets that do so.</summary>
[Cmdlet(VerbsCommunications.Write, "EveryStream")]
public sealed class WriteEveryStreamCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0)]
    public string Text { get; set; } = "";

    protected override void ProcessRecord()
    {
        WriteWarning(Text);
        WriteVerbose(Text);
        WriteInformation(new InformationRecord(Text, "test"));
        WriteProgress(new ProgressRecord(1, Text, Text));
        WriteError(new ErrorRecord(new InvalidOperationException(Text), "Written", ErrorCategory.NotSpecified, null));
        WriteObject(Text);
    }
}
