using PSSnapshots.Comparison;

namespace PSSnapshots;

/// <summary>
/// Compares two states of runs in every field. Parts that the states share in memory are skipped, so the time to compare
/// two states of one history depends on the changes between them, not on their size.
/// </summary>
public static class StateComparison
{
    /// <summary>Compares the states of two snapshots.</summary>
    /// <param name="from">The first snapshot.</param>
    /// <param name="to">The second snapshot.</param>
    /// <param name="options">The comparison options, or <see langword="null"/> for <see cref="ComparisonOptions.Default"/>.</param>
    /// <returns>
    /// The changes from the first state to the second, in the order of the fields in the snapshot format. Empty if the
    /// states are equal.
    /// </returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="from"/> or <paramref name="to"/> is <see langword="null"/>.
    /// </exception>
    public static IReadOnlyList<SnapshotChange> Compare(Snapshot from, Snapshot to, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Compare(from.State, to.State, options);
    }

    /// <summary>Compares two states.</summary>
    /// <param name="from">The first state.</param>
    /// <param name="to">The second state.</param>
    /// <param name="options">The comparison options, or <see langword="null"/> for <see cref="ComparisonOptions.Default"/>.</param>
    /// <returns>
    /// The changes from the first state to the second, in the order of the fields in the snapshot format. Empty if the
    /// states are equal.
    /// </returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="from"/> or <paramref name="to"/> is <see langword="null"/>.
    /// </exception>
    public static IReadOnlyList<SnapshotChange> Compare(RunState from, RunState to, ComparisonOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return Compare(new ComparedStates(from, to), options ?? ComparisonOptions.Default);
    }

    internal static IReadOnlyList<SnapshotChange> Compare(ComparedStates states, ComparisonOptions options)
    {
        options = options.For(states.From, states.To);
        states = states with { ShowTypes = options.IncludeType };
        var changes = ReferenceEquals(states.From, states.To) ? [] : new StateDifferences(states, options).Find();
        return options.HasFilter ? new ChangeFilter(states, options).Apply(changes) : changes;
    }
}
