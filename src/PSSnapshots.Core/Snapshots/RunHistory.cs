using System.Collections.Immutable;

namespace PSSnapshots;

/// <summary>The snapshots of one run. Its manager's lock guards it.</summary>
internal sealed class RunHistory
{
    /// <summary>By sequence number; replaced as a whole, so that who reads one needs no lock.</summary>
    public ImmutableArray<Snapshot> Snapshots { get; private set; } = [];

    public int NextSequence { get; private set; } = 1;

    /// <summary>
    /// The state that the last restore of the run replaced. It has no number, and stands outside the bound; the next
    /// restore's takes its place.
    /// </summary>
    public Snapshot? BeforeRestore { get; set; }

    public bool IsEmpty => Snapshots.IsEmpty && BeforeRestore is null;

    /// <summary>
    /// The id of the snapshot that a state grew from: the latest since the restore that the state has behind it, or else
    /// the one that was restored.
    /// </summary>
    public string? ParentOf(RunState state)
    {
        for (var place = Snapshots.Length - 1; place >= 0; place--)
            if (ReferenceEquals(Snapshots[place].State.RestorePoint, state.RestorePoint)) return Snapshots[place].Id;
        return state.RestorePoint is { } restored ? restored.SnapshotId : Snapshots.LastOrDefault()?.Id;
    }

    public void Add(Snapshot snapshot, int maxSnapshots)
    {
        var place = Snapshots.Length;
        while (place > 0 && Snapshots[place - 1].Sequence > snapshot.Sequence) place--;
        // At the bound one new array, where an insertion and a removal would make two: 112 bytes a capture.
        var isFull = place > 0 && place == maxSnapshots && place == Snapshots.Length;
        Snapshots = isFull ? [.. Snapshots.AsSpan()[1..], snapshot] : Snapshots.Insert(place, snapshot);
        NextSequence = Math.Max(NextSequence, snapshot.Sequence + 1);
        Trim(maxSnapshots, keep: snapshot);
    }

    /// <summary>Lets the oldest go that are over the bound, but never the one to keep, which has just come.</summary>
    public void Trim(int maxSnapshots, Snapshot? keep)
    {
        while (Snapshots.Length > maxSnapshots) Snapshots = Snapshots.RemoveAt(ReferenceEquals(Snapshots[0], keep) && Snapshots.Length > 1 ? 1 : 0);
    }

    public Snapshot? Find(string id) => Snapshots.FirstOrDefault(snapshot => snapshot.Id == id);

    public Snapshot? Find(int sequence) => Snapshots.FirstOrDefault(snapshot => snapshot.Sequence == sequence);

    /// <summary>Lets a snapshot go; with the last one that has a number also the one that has none.</summary>
    public bool Remove(string id)
    {
        var before = Snapshots.Length;
        Snapshots = Snapshots.RemoveAll(snapshot => snapshot.Id == id);
        var isRemoved = Snapshots.Length < before;
        if (!isRemoved && BeforeRestore?.Id != id) return false;
        if (!isRemoved || Snapshots.IsEmpty) BeforeRestore = null;
        return true;
    }

    public int Clear()
    {
        var count = Snapshots.Length;
        Snapshots = [];
        BeforeRestore = null;
        return count;
    }
}
