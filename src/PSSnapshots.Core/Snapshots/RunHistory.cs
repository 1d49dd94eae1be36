using System.Collections.Immutable;

namespace PSSnapshots;

/// <summary>The snapshots of one run. Its manager's lock guards it.</summary>
internal sealed class RunHistory
{
    // Changed in place, and copied for those who ask for all: a copy for each capture would be half of what that allocates.
    private readonly List<Snapshot> _snapshots = [];
    private ImmutableArray<Snapshot> _copy = [];

    /// <summary>By sequence number; it stays as it is when the history goes on.</summary>
    public ImmutableArray<Snapshot> Snapshots => _copy.IsDefault ? _copy = [.. _snapshots] : _copy;

    public int Count => _snapshots.Count;

    public Snapshot? Latest => _snapshots.Count == 0 ? null : _snapshots[^1];

    public int NextSequence { get; private set; } = 1;

    /// <summary>
    /// The state that the last restore of the run replaced. It has no number, and stands outside the bound; the next
    /// restore's takes its place.
    /// </summary>
    public Snapshot? BeforeRestore { get; set; }

    public bool IsEmpty => Count == 0 && BeforeRestore is null;

    /// <summary>
    /// The id of the snapshot that a state grew from: the latest since the restore that the state has behind it, or else
    /// the one that was restored.
    /// </summary>
    public SnapshotId? ParentOf(RunState state)
    {
        for (var place = _snapshots.Count - 1; place >= 0; place--)
            if (ReferenceEquals(_snapshots[place].State.RestorePoint, state.RestorePoint)) return _snapshots[place].Identity;
        return state.RestorePoint is { } restored ? restored.Snapshot : Latest?.Identity;
    }

    public void Add(Snapshot snapshot, int maxSnapshots)
    {
        var place = _snapshots.Count;
        while (place > 0 && _snapshots[place - 1].Sequence > snapshot.Sequence) place--;
        // Room before the new one comes, so that the list of a full history never grows.
        while (place > 0 && _snapshots.Count >= maxSnapshots)
        {
            _snapshots.RemoveAt(0);
            place--;
        }
        _snapshots.Insert(place, snapshot);
        NextSequence = Math.Max(NextSequence, snapshot.Sequence + 1);
        Trim(maxSnapshots, keep: snapshot);
    }

    /// <summary>Lets the oldest go that are over the bound, but never the one to keep, which has just come.</summary>
    public void Trim(int maxSnapshots, Snapshot? keep)
    {
        while (_snapshots.Count > maxSnapshots) _snapshots.RemoveAt(ReferenceEquals(_snapshots[0], keep) && _snapshots.Count > 1 ? 1 : 0);
        _copy = default;
    }

    public Snapshot? Find(string id) => _snapshots.Find(snapshot => snapshot.Id == id);

    public Snapshot? Find(int sequence) => _snapshots.Find(snapshot => snapshot.Sequence == sequence);

    /// <summary>Lets a snapshot go; with the last one that has a number also the one that has none.</summary>
    public bool Remove(string id)
    {
        var isRemoved = _snapshots.RemoveAll(snapshot => snapshot.Id == id) > 0;
        if (!isRemoved && BeforeRestore?.Id != id) return false;
        if (!isRemoved || Count == 0) BeforeRestore = null;
        _copy = default;
        return true;
    }

    public int Clear()
    {
        var count = Count;
        _snapshots.Clear();
        _copy = default;
        BeforeRestore = null;
        return count;
    }
}
