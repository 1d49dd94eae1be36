namespace PSSnapshots;

/// <summary>The result of the repair of a damaged export: the snapshot that was recovered, and the parts that were lost.</summary>
public sealed class SnapshotRepair
{
    internal SnapshotRepair(Snapshot snapshot, IReadOnlyList<LostPart> lost)
    {
        Snapshot = snapshot;
        Lost = new LostPartList(lost);
    }

    /// <summary>The run ID.</summary>
    public string RunId => Snapshot.RunId;

    /// <summary>The workflow ID.</summary>
    public string WorkflowId => Snapshot.WorkflowId;

    /// <summary>The status of the run.</summary>
    public RunStatus Status => Snapshot.Status;

    /// <summary>The number of step results that were kept.</summary>
    public int StepCount => Snapshot.StepCount;

    /// <summary>The number of log entries that were kept.</summary>
    public int LogCount => Snapshot.LogCount;

    /// <summary>The number of events that were kept.</summary>
    public int EventCount => Snapshot.EventCount;

    /// <summary>The number of parts that were lost; 0 if the export is not damaged.</summary>
    public int LostCount => Lost.Count;

    /// <summary>The path of the export's file; <see langword="null"/> if it was not read from a file.</summary>
    public string? Path { get; private init; }

    /// <summary>The snapshot of what was kept. It is valid, and not in any manager.</summary>
    public Snapshot Snapshot { get; }

    /// <summary>The parts that were lost, in document order.</summary>
    public LostPartList Lost { get; }

    /// <summary>Returns this result with the path of the export's file.</summary>
    /// <param name="path">The path; <see langword="null"/> if the export was not read from a file.</param>
    /// <returns>A copy of this result.</returns>
    public SnapshotRepair From(string? path) => new(Snapshot, Lost) { Path = path };

    /// <summary>Returns the run ID, the status, and the numbers of steps and lost parts.</summary>
    /// <returns>Text such as <c>deploy-7 (Running, 2 steps: 1 completed, 1 running; 1 lost part)</c>.</returns>
    public override string ToString() => $"{RunId} ({Status}, {Snapshot.StepResults}; {Lost})";
}
