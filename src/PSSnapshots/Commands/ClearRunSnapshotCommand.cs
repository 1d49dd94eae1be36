using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>Lets all snapshots of runs go, or all of all runs.</summary>
[Cmdlet(VerbsCommon.Clear, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = RunSet)]
[OutputType(typeof(void))]
public sealed class ClearRunSnapshotCommand : ManagerCommand
{
    private const string RunSet = "Run";
    private const string AllSet = "All";

    /// <summary>The runs: ids, or patterns with wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RunSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [AllowEmptyString]
    public string[] RunId { get; set; } = [];

    /// <summary>All snapshots of all runs.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == AllSet)
        {
            if (All && ShouldProcess($"{Manager.Count} snapshots of all runs", "Remove")) Manager.ClearAll();
            return;
        }
        foreach (var runId in ResolveRuns(RunId))
            if (ShouldProcess($"{Manager.GetAll(runId).Count} snapshots of run '{runId}'", "Remove")) Manager.Clear(runId);
    }
}
