namespace PSSnapshots.Benchmarks.States;

/// <summary>The large parts of a generated state, each a complete JSON value in compact UTF-8.</summary>
internal sealed class StateSections
{
    /// <summary>The results by step id.</summary>
    public required ReadOnlyMemory<byte> StepResults { get; init; }

    /// <summary>The position of the result of each step in <see cref="StepResults"/>.</summary>
    public required IReadOnlyList<Range> StepResultRanges { get; init; }

    /// <summary>The paths of suspended steps by step id.</summary>
    public required ReadOnlyMemory<byte> SuspendedPaths { get; init; }

    /// <summary>The events, oldest first.</summary>
    public required ReadOnlyMemory<byte> Events { get; init; }

    /// <summary>One entry per step.</summary>
    public required ReadOnlyMemory<byte> ExecutionGraph { get; init; }

    /// <summary>The logs, oldest first.</summary>
    public required ReadOnlyMemory<byte> Logs { get; init; }

    /// <summary>The values that steps share.</summary>
    public required ReadOnlyMemory<byte> ExecutionContext { get; init; }
}
