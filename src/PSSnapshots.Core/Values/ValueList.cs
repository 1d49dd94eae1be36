using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>A read-only list of values as objects for scripts. Each access creates a new object, so changes to an object do not affect the run.</summary>
public sealed class ValueList : ReadOnlyListBase<object?>
{
    private readonly PersistentList<JsonValue> _values;

    internal ValueList(PersistentList<JsonValue> values) => _values = values;

    /// <inheritdoc/>
    public override int Count => _values.Count;

    /// <inheritdoc/>
    public override object? this[int index] => _values[index].ToObject();

    /// <inheritdoc/>
    public override IEnumerator<object?> GetEnumerator() => _values.Select(value => value.ToObject()).GetEnumerator();

    /// <summary>Returns the number of values.</summary>
    /// <returns>For example, <c>3 entries</c>.</returns>
    public override string ToString() => Count == 1 ? "1 entry" : $"{Count} entries";
}
