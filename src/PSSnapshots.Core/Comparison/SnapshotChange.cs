using PSSnapshots.Comparison;

namespace PSSnapshots;

/// <summary>
/// One difference between two states. What it tells of (its path, its values, its step) is made when it is read; until
/// then it keeps both states.
/// </summary>
public sealed class SnapshotChange : IEquatable<SnapshotChange>
{
    private readonly ComparedStates _states;
    private readonly ChangeValue _from;
    private readonly ChangeValue _to;

    internal SnapshotChange(ComparedStates states, StatePlace place, ChangeKind kind, ChangeValue from, ChangeValue to)
    {
        _states = states;
        Place = place;
        Kind = kind;
        _from = from;
        _to = to;
    }

    /// <summary>What happened.</summary>
    public ChangeKind Kind { get; }

    /// <summary>
    /// The step it belongs to, where it belongs to one: a step's result, where it waits, its entry in the graph, and
    /// the logs and events that name it.
    /// </summary>
    public string? StepId => ChangedStep.Of(_states, this);

    /// <summary>Where, as a JSON Pointer (RFC 6901): for what was removed, in the first state; else in the second.</summary>
    public string Path => Place.ToPointer(second: Kind != ChangeKind.Removed);

    /// <summary>The value before; nothing for what was added.</summary>
    public object? From => FromJson?.ToObject();

    /// <summary>The value after; nothing for what was removed.</summary>
    public object? To => ToJson?.ToObject();

    /// <summary>
    /// How long the step took in the first state, as its logs and events tell: from where it first was running to
    /// where it next completed, failed or was suspended. Nothing where they do not tell, and where the change is of no step.
    /// </summary>
    public TimeSpan? FromDuration => StepId is { } step ? StepDurations.Of(_states.From).Of(step) : null;

    /// <summary>How long the step took in the second state; see <see cref="FromDuration"/>.</summary>
    public TimeSpan? ToDuration => StepId is { } step ? StepDurations.Of(_states.To).Of(step) : null;

    /// <summary>The number of the first snapshot, where a history was compared.</summary>
    public int? FromSequence => _states.FromSequence;

    /// <summary>The number of the second snapshot, where a history was compared.</summary>
    public int? ToSequence => _states.ToSequence;

    internal StatePlace Place { get; }

    internal JsonValue? FromJson => _from.ToValue();

    internal JsonValue? ToJson => _to.ToValue();

    /// <summary>The value before as compact JSON.</summary>
    /// <returns>The text, with the type behind it where types are compared and it changed; empty for what was added.</returns>
    public string FormatFrom() => Format(FromJson, ToJson);

    /// <summary>The value after as compact JSON.</summary>
    /// <returns>The text, with the type behind it where types are compared and it changed; empty for what was removed.</returns>
    public string FormatTo() => Format(ToJson, FromJson);

    /// <summary>Whether both tell of the same: the same kind at the same place, with values that mean the same.</summary>
    /// <param name="other">The other change.</param>
    /// <returns>True where they do.</returns>
    public bool Equals(SnapshotChange? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Kind == other.Kind && Path == other.Path && Equals(FromJson, other.FromJson) && Equals(ToJson, other.ToJson));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SnapshotChange);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Path, FromJson, ToJson);

    /// <summary>The change for a person.</summary>
    /// <returns>Such as <c>Changed /status: "RUNNING" -> "COMPLETED"</c>.</returns>
    public override string ToString() => VisibleText.Of(Kind switch
    {
        ChangeKind.Added => $"Added {Path}: {ToJson}",
        ChangeKind.Removed => $"Removed {Path}: {FromJson}",
        ChangeKind.Equal => $"Equal {Path}: {ToJson}",
        _ => $"Changed {Path}: {FormatFrom()} -> {FormatTo()}",
    });

    private string Format(JsonValue? value, JsonValue? other)
    {
        if (!_states.NamesTypes || Kind != ChangeKind.Changed || value is null || other is null) return $"{value}";
        var type = ValueTypeName.Of(NotedSlice.Of(value));
        return type == ValueTypeName.Of(NotedSlice.Of(other)) ? $"{value}" : $"{value} ({type})";
    }

    internal static ChangeKind KindOf(ChangeValue from, ChangeValue to) =>
        !from.IsPresent ? ChangeKind.Added : !to.IsPresent ? ChangeKind.Removed : ChangeKind.Changed;
}
