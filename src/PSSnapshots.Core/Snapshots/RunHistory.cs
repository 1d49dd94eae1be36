using System.Collections.Immutable;

namespace PSSnapshots;

/// <summary>The snapshots of one run in a manager. Access is synchronized by the lock of the manager.</summary>
internal sealed class RunHistory
{
    // The list is changed in place and copied on request. A copy per capture would double the memory that a capture allocates.
    private readonly List<Snapshot> _snapshots = [];
    private ImmutableArray<Snapshot> _copy = [];

    /// <summary>The snapshots by sequence number. The array does not change when snapshots are added or removed.</summary>
    public ImmutableArray<Snapshot> Snapshots => _copy.IsDefault ? _copy = [.. _snapshots] : _copy;

    public int Count => _snapshots.Count;

    /// <summary>The snapshot with the highest sequence number.</summary>
    public Snapshot? Latest => _snapshots.Count == 0 ? null : _snapshots[^1];

    /// <summary>The sequence number of the next snapshot. Numbers of removed snapshots are not used again.</summary>
    public int NextSequence { get; private set; } = 1;

    /// <summary>
    /// The state that the last restore of the run replaced. It has no sequence number and does not count towards the
    /// maximum. The next restore replaces it.
    /// </summary>
    public Snapshot? BeforeRestore { get; set; }

    /// <summary>Whether there are no snapshots, including <see cref="BeforeRestore"/>.</summary>
    public bool IsEmpty => Count == 0 && BeforeRestore is null;

    /// <summary>
    /// Returns the ID of the parent of a new snapshot: the latest snapshot since the last restore of the state, or the
    /// snapshot that was restored.
    /// </summary>
    public SnapshotId? ParentOf(RunState state)
    {
        for (var i = _snapshots.Count - 1; i >= 0; i--)
            if (ReferenceEquals(_snapshots[i].State.RestorePoint, state.RestorePoint)) return _snapshots[i].Identity;
        return state.RestorePoint is { } restored ? restored.Snapshot : Latest?.Identity;
    }

    /// <summary>Inserts a snapshot by its sequence number, and removes the oldest snapshots above the maximum.</summary>
    public void Add(Snapshot snapshot, int maxSnapshots)
    {
        var position = _snapshots.Count;
        while (position > 0 && _snapshots[position - 1].Sequence > snapshot.Sequence) position--;
        // Removing first means that the list of a full history never grows.
        while (position > 0 && _snapshots.Count >= maxSnapshots)
        {
            _snapshots.RemoveAt(0);
            position--;
        }
        _snapshots.Insert(position, snapshot);
        NextSequence = Math.Max(NextSequence, snapshot.Sequence + 1);
        Trim(maxSnapshots, keep: snapshot);
    }

    /// <summary>Removes the oldest snapshots above the maximum, except the given one, which was just added.</summary>
    public void Trim(int maxSnapshots, Snapshot? keep)
    {
        while (_snapshots.Count > maxSnapshots) _snapshots.RemoveAt(ReferenceEquals(_snapshots[0], keep) && _snapshots.Count > 1 ? 1 : 0);
        _copy = default;
    }

    public Snapshot? Find(string id) => _snapshots.Find(snapshot => snapshot.Id == id);

    public Snapshot? Find(int sequence) => _snapshots.Find(snapshot => snapshot.Sequence == sequence);

    /// <summary>Removes a snapshot. Removing the last numbered snapshot also removes <see cref="BeforeRestore"/>.</summary>
    public bool Remove(string id)
    {
        var isRemoved = _snapshots.RemoveAll(snapshot => snapshot.Id == id) > 0;
        if (!isRemoved && BeforeRestore?.Id != id) return false;
        if (!isRemoved || Count == 0) BeforeRestore = null;
        _copy = default;
        return true;
    }

    /// <summary>Removes all snapshots, including <see cref="BeforeRestore"/>, which is not counted.</summary>
    public int Clear()
    {
        var count = Count;
        _snapshots.Clear();
        _copy = default;
        BeforeRestore = null;
        return count;
    }
}
