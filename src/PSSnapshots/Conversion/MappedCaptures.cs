using System.Runtime.CompilerServices;

namespace PSSnapshots.Conversion;

/// <summary>Remembers which states of this session were read through a mapping, and so are written back only through one.</summary>
internal static class MappedCaptures
{
    private static readonly ConditionalWeakTable<RunState, object> States = [];

    public static void Add(RunState state) => States.AddOrUpdate(state, States);

    /// <exception cref="NotARunException">The state was read through a mapping, and none is given.</exception>
    public static void Require(FieldMapping? mapping, Snapshot snapshot, object holder)
    {
        if (mapping is null && States.TryGetValue(snapshot.State, out _))
            throw new NotARunException(nameof(Messages.MappingRequired), snapshot, holder.GetType());
    }
}
