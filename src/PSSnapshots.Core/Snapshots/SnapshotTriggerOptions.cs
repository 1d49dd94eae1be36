using PSSnapshots.Storage;

namespace PSSnapshots;

/// <summary>When and how a <see cref="SnapshotTrigger"/> takes snapshots.</summary>
public sealed record SnapshotTriggerOptions
{
    /// <summary>When: at least one of the events.</summary>
    public SnapshotTriggerEvents On { get; init; } = SnapshotTriggerEvents.Interval;

    /// <summary>How often, where it goes by an interval: from 1 ms to 49 days.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The least time between two snapshots of the run's events, up to 49 days. Of what happens sooner the last is
    /// captured when the time has passed.
    /// </summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>What to call the snapshots.</summary>
    public string? Label { get; init; }

    /// <summary>Takes none while the run stays as it was captured last.</summary>
    public bool SkipUnchanged { get; init; } = true;

    /// <summary>Saves the snapshots here too, on a thread of its own, so that the run does not wait for it.</summary>
    public ISnapshotStore? Store { get; init; }

    /// <summary>Whether the trigger disposes of the store at its end.</summary>
    public bool OwnsStore { get; init; }

    /// <summary>Is told, on a thread of the run, the timer or the store, of a snapshot that could not be taken or saved.</summary>
    public Action<SnapshotTrigger, Exception>? OnFailure { get; init; }

    /// <summary>What counts the intervals; the system's clock where there is none.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
