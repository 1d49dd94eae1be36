using System.Collections.Concurrent;

namespace PSSnapshots.Benchmarks.States;

/// <summary>Generated states. Each is created once per process, when it is first used.</summary>
internal static class StateCache
{
    private static readonly ConcurrentDictionary<StateSize, byte[]> CompactBySize = new();
    private static readonly ConcurrentDictionary<StateSize, byte[]> IndentedBySize = new();

    /// <summary>The state as compact JSON.</summary>
    public static byte[] Compact(StateSize size) => CompactBySize.GetOrAdd(size, StateGenerator.Build);

    /// <summary>The state as indented JSON.</summary>
    public static byte[] Indented(StateSize size) =>
        IndentedBySize.GetOrAdd(size, static size => JsonIndenter.Indent(Compact(size)));
}
