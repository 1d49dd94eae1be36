using System.Management.Automation;

namespace PSSnapshots.Tests.Help;

/// <summary>A cmdlet with a parameter of each kind, for the tests of the help tool.</summary>
[Cmdlet(VerbsCommon.Get, "HelpSample", DefaultParameterSetName = "Name", SupportsShouldProcess = true)]
[Alias("sample", "ghs")]
[OutputType(typeof(string), typeof(DayOfWeek))]
public sealed class GetHelpSampleCommand : PSCmdlet, IDynamicParameters
{
    [Parameter(ParameterSetName = "Name", Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = "Day", ValueFromPipelineByPropertyName = true)]
    [Alias("Title", "Label")]
    [SupportsWildcards]
    public string[] Name { get; set; } = ["*"];

    [Parameter(ParameterSetName = "Day", Mandatory = true, HelpMessage = "Which day?")]
    public DayOfWeek? Day { get; set; }

    [Parameter]
    public int Count { get; set; } = 7;

    [Parameter]
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(5);

    [Parameter(DontShow = true)]
    public SwitchParameter Quiet { get; set; } = true;

    public object GetDynamicParameters() => new RuntimeDefinedParameterDictionary
    {
        ["Color"] = new("Color", typeof(string), [new ParameterAttribute { ParameterSetName = "Name" }, new ValidateSetAttribute("red", "green")]),
    };
}
