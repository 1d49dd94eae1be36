namespace PSSnapshots;

/// <summary>What could be saved of a damaged export, and what could not.</summary>
public sealed class SnapshotRepair
{
    internal SnapshotRepair(Snapshot snapshot, IReadOnlyList<LostPart> lost)
    {
        Snapshot = snapshot;
        Lost = new LostPartList(lost);
    }

    /// <summary>The run.</summary>
    public string RunId => Snapshot.RunId;

    /// <summary>The run's workflow.</summary>
    public string WorkflowId => Snapshot.WorkflowId;

    /// <summary>Where the run stood.</summary>
    public RunStatus Status => Snapshot.Status;

    /// <summary>How many step results were kept.</summary>
    public int StepCount => Snapshot.StepCount;

    /// <summary>How many log entries were kept.</summary>
    public int LogCount => Snapshot.LogCount;

    /// <summary>How many events were kept.</summary>
    public int EventCount => Snapshot.EventCount;

    /// <summary>How many parts were lost; 0 where the export is whole.</summary>
    public int LostCount => Lost.Count;

    /// <summary>The file that the export stands in, where it came from one.</summary>
    public string? Path { get; private init; }

    /// <summary>What was kept. It is valid, and no manager has it.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>What was lost, in the order of the text.</summary>
    public LostPartList Lost { get; }

    /// <summary>The same repair, with the file that the export stands in.</summary>
    /// <param name="path">The file, if there is one.</param>
    /// <returns>The repair.</returns>
    public SnapshotRepair From(string? path) => new(Snapshot, Lost) { Path = path };

    /// <summary>The run, and what was kept and lost.</summary>
    /// <returns>Such as <c>deploy-7 (Running, 2 steps: 1 completed, 1 running; 1 lost part)</c>.</returns>
    public override string ToString() => $"{RunId} ({Status}, {Snapshot.StepResults}; {Lost})";
}
