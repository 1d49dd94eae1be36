using PSSnapshots.Comparison;

namespace PSSnapshots;

/// <summary>
/// Represents one difference between two states. Its path, values and step are computed when they are read, so a change
/// keeps both states in memory.
/// </summary>
public sealed class SnapshotChange : IEquatable<SnapshotChange>
{
    private readonly ComparedStates _states;
    private readonly ChangeValue _from;
    private readonly ChangeValue _to;

    internal SnapshotChange(ComparedStates states, ChangePath path, ChangeValue from, ChangeValue to, bool isEqual = false)
    {
        _states = states;
        _from = from;
        _to = to;
        FullPath = path;
        Kind = isEqual ? ChangeKind.Equal
            : !from.IsPresent ? ChangeKind.Added
            : !to.IsPresent ? ChangeKind.Removed
            : ChangeKind.Changed;
    }

    /// <summary>Gets the kind of the change.</summary>
    public ChangeKind Kind { get; }

    /// <summary>
    /// Gets the ID of the step that the change belongs to, or <see langword="null"/> if it belongs to no step. Changes in a
    /// step result, a suspended path, a graph entry of a step, and a log or an event that names a step belong to that step.
    /// </summary>
    public string? StepId => StepIdResolver.Resolve(_states, this);

    /// <summary>
    /// Gets the path of the change as a JSON Pointer (RFC 6901). It refers to the first state if
    /// <see cref="Kind"/> is <see cref="ChangeKind.Removed"/>, and to the second state otherwise.
    /// </summary>
    public string Path => FullPath.ToPointer(second: IsInSecond);

    /// <summary>Gets the value in the first state, or <see langword="null"/> if the part was added.</summary>
    public object? From => FromJson?.ToObject();

    /// <summary>Gets the value in the second state, or <see langword="null"/> if the part was removed.</summary>
    public object? To => ToJson?.ToObject();

    /// <summary>
    /// Gets the duration of the step in the first state, from its logs or, if they do not contain it, from its events. It
    /// is the time from when the step first started running until it last completed, failed or was suspended. The value is
    /// <see langword="null"/> if the duration is not known or the change belongs to no step.
    /// </summary>
    public TimeSpan? FromDuration => StepId is { } step ? StepDurations.Of(_states.From).Of(step) : null;

    /// <summary>Gets the duration of the step in the second state, computed as for <see cref="FromDuration"/>.</summary>
    public TimeSpan? ToDuration => StepId is { } step ? StepDurations.Of(_states.To).Of(step) : null;

    /// <summary>
    /// Gets the sequence number of the first snapshot if the snapshots of a history were compared; otherwise,
    /// <see langword="null"/>.
    /// </summary>
    public int? FromSequence => _states.FromSequence;

    /// <summary>
    /// Gets the sequence number of the second snapshot if the snapshots of a history were compared; otherwise,
    /// <see langword="null"/>.
    /// </summary>
    public int? ToSequence => _states.ToSequence;

    /// <summary>The path in both states.</summary>
    internal ChangePath FullPath { get; }

    /// <summary>The member names and indexes of <see cref="Path"/>, not escaped.</summary>
    internal string[] Tokens => FullPath.Tokens(second: IsInSecond);

    internal JsonValue? FromJson => _from.ToValue();

    internal JsonValue? ToJson => _to.ToValue();

    private bool IsInSecond => Kind != ChangeKind.Removed;

    /// <summary>Returns the value in the first state as compact JSON.</summary>
    /// <returns>
    /// The JSON text, or an empty string if the part was added. If types are compared and the type changed, the type
    /// follows in parentheses.
    /// </returns>
    public string FormatFrom() => Format(FromJson, ToJson);

    /// <summary>Returns the value in the second state as compact JSON.</summary>
    /// <returns>
    /// The JSON text, or an empty string if the part was removed. If types are compared and the type changed, the type
    /// follows in parentheses.
    /// </returns>
    public string FormatTo() => Format(ToJson, FromJson);

    /// <summary>Determines whether another change has the same kind and path and equal values.</summary>
    /// <param name="other">The change to compare with.</param>
    /// <returns><see langword="true"/> if the changes are equal; otherwise, <see langword="false"/>.</returns>
    public bool Equals(SnapshotChange? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Kind == other.Kind && Path == other.Path && Equals(FromJson, other.FromJson) && Equals(ToJson, other.ToJson));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as SnapshotChange);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Path, FromJson, ToJson);

    /// <summary>Returns the change as one line of text.</summary>
    /// <returns>Text such as <c>Changed /status: "RUNNING" -> "COMPLETED"</c>.</returns>
    public override string ToString() => VisibleText.Of(Kind switch
    {
        ChangeKind.Added => $"Added {Path}: {ToJson}",
        ChangeKind.Removed => $"Removed {Path}: {FromJson}",
        ChangeKind.Equal => $"Equal {Path}: {ToJson}",
        _ => $"Changed {Path}: {FormatFrom()} -> {FormatTo()}",
    });

    private string Format(JsonValue? value, JsonValue? other)
    {
        if (!_states.ShowTypes || Kind != ChangeKind.Changed || value is null || other is null) return $"{value}";
        var type = ValueTypeName.Of(TypedSlice.Of(value));
        return type == ValueTypeName.Of(TypedSlice.Of(other)) ? $"{value}" : $"{value} ({type})";
    }
}
