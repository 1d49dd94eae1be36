namespace PSSnapshots.Storage;

/// <summary>The sound records of a generation.</summary>
/// <param name="generation">The generation.</param>
internal sealed class JournalContents(Generation generation)
{
    private int _lastAdded;

    public Generation Generation { get; } = generation;

    /// <summary>The snapshots by number, removed ones included.</summary>
    public SortedDictionary<int, RecordLocation> Snapshots { get; } = [];

    /// <summary>The numbers of the snapshots that were removed.</summary>
    public HashSet<int> Removed { get; } = [];

    /// <summary>Attempts and messages.</summary>
    public List<OtherRecord> Others { get; } = [];

    /// <summary>The highest number that there is, or was.</summary>
    public int Last { get; private set; } = generation.Header.Last;

    /// <summary>The snapshots that were not removed.</summary>
    public IEnumerable<RecordLocation> Kept => Snapshots.Values.Where(item => !Removed.Contains(item.Record.Head.Sequence));

    /// <summary>The list of waiting steps in the record that begins at a place, counted from the first record.</summary>
    public IReadOnlyList<WaitingStep> WaitingAt(long at) => Snapshots.Values.FirstOrDefault(item => item.Start == Generation.Start + at)?.Record.Head.Waiting ?? [];

    /// <summary>Adds a snapshot; its number must be above those before it in the journal.</summary>
    /// <returns>False if it is not.</returns>
    public bool TryAdd(SnapshotRecord record, FileLine line)
    {
        if (record.Head.Sequence <= _lastAdded) return false;
        _lastAdded = record.Head.Sequence;
        // Without the text, so that a list does not keep a whole journal in memory.
        Snapshots.Add(_lastAdded, RecordLocation.Of(record, line));
        Last = Math.Max(Last, _lastAdded);
        return true;
    }

    public void AddOther(FileLine line)
    {
        if (OtherRecord.Read(line.Text.Span, Last) is { } other) Others.Add(other);
    }
}
