namespace PSSnapshots;

/// <summary>How two states are compared, and which changes are told.</summary>
public sealed record ComparisonOptions
{
    /// <summary>All differences, to their full depth.</summary>
    public static ComparisonOptions Default { get; } = new();

    /// <summary>Members that tell the items of an array apart, tried before <c>id</c>, <c>name</c> and <c>key</c>.</summary>
    public IReadOnlyList<string> ArrayKeys { get; init; } = [];

    /// <summary>Whether the times of logs and events do not matter. An entry that was added or removed is told with its time.</summary>
    public bool IgnoreTimestamp { get; init; }

    /// <summary>Whether to tell of a change at a path; of all where there is none.</summary>
    public Func<string, bool>? Includes { get; init; }

    /// <summary>
    /// How many levels below the state's fields are told apart: at 0 a field that differs anywhere is one change, with
    /// its whole value before and after. No limit where there is none.
    /// </summary>
    public int? Depth { get; init; }

    /// <summary>Whether to tell also of what is the same: of fields, steps, suspended paths and context values.</summary>
    public bool IncludeEqual { get; init; }

    /// <summary>
    /// Whether to tell also of values that mean the same and differ in their type alone, such as a 32-bit and a 64-bit
    /// integer of one value. The change then names both types.
    /// </summary>
    public bool IncludeType { get; init; }

    /// <summary>Whether logs and events of different runs are matched without their times and their runs.</summary>
    internal bool IgnoresRun { get; init; }

    /// <summary>Makes <see cref="Includes"/> for two states, where what it includes depends on what they have.</summary>
    internal Func<RunState, RunState, Func<string, bool>?>? IncludesBetween { get; init; }

    /// <summary>The options for two states.</summary>
    internal ComparisonOptions For(RunState from, RunState to) =>
        IncludesBetween is null ? this : this with { Includes = IncludesBetween(from, to), IncludesBetween = null };

    internal bool ShapesChanges => Includes is not null || Depth is not null || IncludeEqual;
}
