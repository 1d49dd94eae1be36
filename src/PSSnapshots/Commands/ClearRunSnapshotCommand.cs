using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>Removes all snapshots of runs, or of every run.</summary>
[Cmdlet(VerbsCommon.Clear, "RunSnapshot", SupportsShouldProcess = true, DefaultParameterSetName = RunSet)]
[OutputType(typeof(void))]
public sealed class ClearRunSnapshotCommand : ManagerCommand
{
    private const string RunSet = "Run";
    private const string AllSet = "All";

    /// <summary>Gets or sets the run IDs. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = RunSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [AllowEmptyString]
    [Identifier]
    public string[] RunId { get; set; } = [];

    /// <summary>Gets or sets whether the snapshots of every run are removed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = AllSet)]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == AllSet)
        {
            if (All && ShouldProcess($"{Counted(Manager.Count)} of all runs", "Remove")) Manager.ClearAll();
            return;
        }
        foreach (var runId in ResolveRuns(RunId))
            if (ShouldProcess($"{Counted(Manager.GetAll(runId).Count)} of run '{runId}'", "Remove")) Manager.Clear(runId);
    }

    private static string Counted(int count) => count == 1 ? "1 snapshot" : $"{count} snapshots";
}
