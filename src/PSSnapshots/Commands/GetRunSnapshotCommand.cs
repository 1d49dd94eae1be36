using System.Management.Automation;
using PSSnapshots.Binding;

namespace PSSnapshots.Commands;

/// <summary>Gets the snapshots that are kept, by run and number, newest last.</summary>
[Cmdlet(VerbsCommon.Get, "RunSnapshot")]
[OutputType(typeof(Snapshot))]
public sealed class GetRunSnapshotCommand : ManagerCommand
{
    /// <summary>The runs: ids, or patterns with wildcards; all where none is given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    [AllowEmptyString]
    public string[] RunId { get; set; } = ["*"];

    /// <summary>Only the newest snapshot of each run, of those that the other parameters leave.</summary>
    [Parameter]
    public SwitchParameter Latest { get; set; }

    /// <summary>Only snapshots of these numbers.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int[]? Sequence { get; set; }

    /// <summary>
    /// Only snapshots of these labels; wildcards are allowed. One that matches before-restore also gives the snapshot that
    /// the run's last restore took of what it replaced, which has no number.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Label { get; set; }

    /// <summary>Only the latest snapshot of each run that was not taken after this time, of those that the other parameters leave.</summary>
    [Parameter]
    public DateTimeOffset? At { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var labels = Label?.Select(label => new WildcardPattern(label, WildcardOptions.IgnoreCase)).ToArray();
        foreach (var runId in ResolveRuns(RunId))
        {
            IEnumerable<Snapshot> kept = Manager.GetAll(runId);
            // Without a number it comes before those that have one, and is not the latest where there is one.
            if (labels is not null && Manager.GetBeforeRestore(runId) is { } beforeRestore) kept = kept.Prepend(beforeRestore);
            var snapshots = kept
                .Where(snapshot => Sequence is null || Sequence.Contains(snapshot.Sequence))
                .Where(snapshot => labels is null || (snapshot.Label is { } label && labels.Any(pattern => pattern.IsMatch(label))));
            if (At is { } time) snapshots = LatestNotAfter(time, snapshots);
            WriteObject(Latest ? snapshots.TakeLast(1) : snapshots, enumerateCollection: true);
            ReportMissing(runId);
        }
    }

    /// <summary>Reports the numbers that a run named by its id does not have; of a pattern they only choose.</summary>
    private void ReportMissing(string runId)
    {
        if (Sequence is null || !RunId.Contains(runId, StringComparer.Ordinal)) return;
        foreach (var sequence in Sequence)
            if (Manager.Get(runId, sequence) is null)
                WriteFailure(nameof(Messages.SnapshotNotFound), ErrorCategory.ObjectNotFound, sequence, $"#{sequence} of run '{runId}'");
    }

    /// <summary>By time, and by number where the clock does not tell two apart: an import may have come with any number.</summary>
    private static IEnumerable<Snapshot> LatestNotAfter(DateTimeOffset time, IEnumerable<Snapshot> snapshots) =>
        snapshots.Where(snapshot => snapshot.Timestamp <= time)
            .OrderBy(snapshot => snapshot.Timestamp).ThenBy(snapshot => snapshot.Sequence)
            .TakeLast(1);
}
