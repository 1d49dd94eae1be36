using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>Frozen values as a script reads them: each read makes a new object, so that changing one changes no state.</summary>
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

    /// <summary>How many values there are.</summary>
    /// <returns>Such as <c>3 entries</c>.</returns>
    public override string ToString() => Count == 1 ? "1 entry" : $"{Count} entries";
}
