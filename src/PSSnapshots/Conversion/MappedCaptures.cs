using System.Runtime.CompilerServices;

namespace PSSnapshots.Conversion;

/// <summary>Tracks the states that were captured with -Property. They can only be restored with -Property.</summary>
internal static class MappedCaptures
{
    private static readonly ConditionalWeakTable<RunState, object> States = [];

    public static void Add(RunState state) => States.AddOrUpdate(state, States);

    /// <exception cref="NotARunException">The state was captured with a mapping, and no mapping is specified.</exception>
    public static void Require(FieldMapping? mapping, Snapshot snapshot, object holder)
    {
        if (mapping is null && States.TryGetValue(snapshot.State, out _))
            throw new NotARunException(nameof(Messages.MappingRequired), snapshot, holder.GetType());
    }
}
