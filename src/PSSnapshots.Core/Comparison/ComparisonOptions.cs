namespace PSSnapshots;

/// <summary>Specifies how two states are compared and which changes are reported.</summary>
public sealed record ComparisonOptions
{
    private readonly int? _depth;

    /// <summary>Gets the default options, which report all differences at full depth.</summary>
    public static ComparisonOptions Default { get; } = new();

    /// <summary>
    /// Gets the names of the members that identify the items of an array. They are tried before <c>id</c>, <c>name</c>
    /// and <c>key</c>. The default is an empty list.
    /// </summary>
    public IReadOnlyList<string> ArrayKeys { get; init; } = [];

    /// <summary>
    /// Gets a value that indicates whether the timestamps of logs and events are ignored. An entry that was added or removed
    /// is reported with its timestamp. The default is <see langword="false"/>.
    /// </summary>
    public bool IgnoreTimestamp { get; init; }

    /// <summary>
    /// Gets the function that selects the changes to report. Its argument is the path of a change as a JSON Pointer
    /// (RFC 6901). The default is <see langword="null"/>, which selects all changes.
    /// </summary>
    public Func<string, bool>? Includes { get; init; }

    /// <summary>
    /// Gets the maximum depth of reported changes, in levels below the fields of the state. With 0, a field that differs
    /// is one change, with the whole field before and after. The default is <see langword="null"/>, which means no limit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int? Depth
    {
        get => _depth;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value ?? 0, nameof(Depth));
            _depth = value;
        }
    }

    /// <summary>
    /// Gets a value that indicates whether equal parts are also reported: fields, step results, suspended paths and context
    /// values. The default is <see langword="false"/>.
    /// </summary>
    public bool IncludeEqual { get; init; }

    /// <summary>
    /// Gets a value that indicates whether equal values of different types are also reported, such as a 32-bit and a 64-bit
    /// integer with the same value. The text of such a change includes both types. The default is <see langword="false"/>.
    /// </summary>
    public bool IncludeType { get; init; }

    /// <summary>Whether to compare logs and events without run-specific data (<see cref="Comparison.RunNormalizer"/>).</summary>
    internal bool IgnoreRunData { get; init; }

    /// <summary>Creates <see cref="Includes"/> for two states, for a selection that depends on the states.</summary>
    internal Func<RunState, RunState, Func<string, bool>?>? IncludesBetween { get; init; }

    /// <summary>Returns these options with <see cref="Includes"/> set for two states.</summary>
    internal ComparisonOptions For(RunState from, RunState to) =>
        IncludesBetween is null ? this : this with { Includes = IncludesBetween(from, to), IncludesBetween = null };

    /// <summary>Whether the differences must pass through a <see cref="Comparison.ChangeFilter"/> before they are reported.</summary>
    internal bool HasFilter => Includes is not null || Depth is not null || IncludeEqual;
}
