using PSSnapshots.Storage;

namespace PSSnapshots;

/// <summary>Provides the options of a <see cref="SnapshotTrigger"/>.</summary>
public sealed record SnapshotTriggerOptions
{
    /// <summary>Gets the events on which snapshots are taken. At least one is required. The default is <see cref="SnapshotTriggerEvents.Interval"/>.</summary>
    public SnapshotTriggerEvents On { get; init; } = SnapshotTriggerEvents.Interval;

    /// <summary>Gets the interval, from 1 millisecond to 49 days. The default is 5 seconds.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Gets the minimum time between two snapshots that are taken on events of the run, up to 49 days. If several events occur
    /// sooner, the state after the last of them is captured when the time has passed. The default is zero.
    /// </summary>
    public TimeSpan MinInterval { get; init; }

    /// <summary>Gets the label of the snapshots.</summary>
    public string? Label { get; init; }

    /// <summary>Gets whether no snapshot is taken if the run has not changed since the last one. The default is <see langword="true"/>.</summary>
    public bool SkipUnchanged { get; init; } = true;

    /// <summary>Gets a store to which snapshots are also saved, on another thread, so that the run does not wait for it.</summary>
    public ISnapshotStore? Store { get; init; }

    /// <summary>Gets whether the trigger disposes the store when it stops.</summary>
    public bool OwnsStore { get; init; }

    /// <summary>
    /// Gets a handler that is called on the thread of the run, the timer or the store when a snapshot could not be taken or
    /// saved, or the store could not be disposed.
    /// </summary>
    public Action<SnapshotTrigger, Exception>? OnFailure { get; init; }

    /// <summary>Gets the clock for the intervals. The default is the system clock.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
