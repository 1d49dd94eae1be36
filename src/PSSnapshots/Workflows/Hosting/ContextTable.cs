using System.Collections;
using System.Collections.Specialized;
using System.Dynamic;
using PSSnapshots.Conversion;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>
/// The context of a run as a step sees it. Reading and assigning entries accesses the store, so <c>$Context.region
/// = 'eu'</c> updates the run's state immediately. A value that the step changes in place, as in
/// <c>$Context.map['y'] = 2</c>, is written back when the step ends. An exact key takes precedence over a key that
/// differs in case. A missing key returns <see langword="null"/>, also in strict mode.
/// </summary>
/// <param name="store">The store of the run.</param>
/// <param name="stepId">The ID of the step.</param>
internal sealed class ContextTable(RunStore store, string stepId) : DynamicObject, IDictionary
{
    private readonly object _gate = new();

    // The values that the step can change in place, with the JSON they were created from.
    private readonly Dictionary<string, (JsonValue Original, object Value)> _read = new(StringComparer.Ordinal);

    public int Count => store.State.ContextValues.Count;

    public ICollection Keys => store.State.ContextValues.Keys.ToArray();

    public ICollection Values => store.State.ContextValues.Keys.Select(Read).ToArray();

    public bool IsFixedSize => false;

    public bool IsReadOnly => false;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public object? this[object key]
    {
        get => Read(KeyOf(key));
        set => Write(KeyOf(key), value);
    }

    public void Add(object key, object? value)
    {
        if (Contains(key)) throw new ArgumentException($"The context already has the key '{key}'.", nameof(key));
        this[key] = value;
    }

    public bool Contains(object key) => store.HasContext(KeyOf(key));

    public bool ContainsKey(object key) => Contains(key);

    public void Remove(object key)
    {
        if (store.State.ContextValues.FindKey(KeyOf(key)) is not { } name) return;
        lock (_gate) _read.Remove(name);
        store.DeleteContext(name);
    }

    public void Clear()
    {
        lock (_gate) _read.Clear();
        store.ClearContext();
    }

    public void CopyTo(Array array, int index)
    {
        foreach (DictionaryEntry entry in this) array.SetValue(entry, index++);
    }

    public IDictionaryEnumerator GetEnumerator()
    {
        var copy = new OrderedDictionary(StringComparer.Ordinal);
        foreach (var key in store.State.ContextValues.Keys) copy.Add(key, Read(key));
        return copy.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override bool TryGetMember(GetMemberBinder binder, out object? result)
    {
        result = Read(binder.Name);
        return true;
    }

    public override bool TrySetMember(SetMemberBinder binder, object? value)
    {
        Write(binder.Name, value);
        return true;
    }

    /// <summary>Writes back the values that the step changed in place: all of them or none.</summary>
    /// <exception cref="ContextConflictException">Another step changed one of them in the meantime.</exception>
    /// <exception cref="UnsupportedValueException">A value now contains something that is not supported.</exception>
    public void WriteBack()
    {
        List<(string Key, JsonValue Original, JsonValue Changed)> changes = [];
        lock (_gate)
        {
            foreach (var (key, (original, value)) in _read)
                if (ChangeOf(key, original, value) is { } changed) changes.Add((key, original, changed));
            _read.Clear();
        }
        if (changes.Count == 0) return;
        store.Update((state, _) =>
        {
            var values = state.ContextValues;
            foreach (var (key, original, changed) in changes)
            {
                // An equal change of another step is a change too: of two increments, one would be lost.
                if (!values.TryGetExact(key, out var current) || !current.IsIdenticalTo(original))
                    throw new ContextConflictException(stepId, key);
                values = values.SetItem(key, changed);
            }
            return state with { ContextValues = values };
        });
    }

    /// <summary>Writes back the changes of a failed step. The run reports the step's own error, and a conflict is only logged.</summary>
    public void WriteBackAfterFailure()
    {
        try
        {
            WriteBack();
        }
        catch (SnapshotsException conflict)
        {
            store.AddLog(conflict.Message, null, stepId);
        }
    }

    private object? Read(string key)
    {
        var values = store.State.ContextValues;
        if (values.FindKey(key) is not { } name || !values.TryGetExact(name, out var json)) return null;
        lock (_gate)
        {
            if (_read.TryGetValue(name, out var known) && (json.IsIdenticalTo(known.Original) || ChangeOf(name, known.Original, known.Value) is not null))
                return known.Value;
            var value = json.ToObject();
            if (value is null or string or ValueType) _read.Remove(name);
            else _read[name] = (json, value);
            return value;
        }
    }

    private void Write(string key, object? value)
    {
        var json = ObjectSerializer.ToValue(value, JsonPointer.Append("/executionContext", key));
        var name = key;
        store.Update((state, _) =>
        {
            name = state.ContextValues.FindKey(key) ?? key;
            return state with { ContextValues = state.ContextValues.SetItem(name, json) };
        });
        lock (_gate)
        {
            // An assigned value that was read before is still the object that the step can change.
            if (_read.TryGetValue(name, out var known) && ReferenceEquals(known.Value.Unwrap(), value.Unwrap())) _read[name] = (json, known.Value);
            else _read.Remove(name);
        }
    }

    /// <summary>Returns the current JSON of a value, or <see langword="null"/> if it did not change.</summary>
    private static JsonValue? ChangeOf(string key, JsonValue original, object value)
    {
        var path = JsonPointer.Append("/executionContext", key);
        var now = ObjectSerializer.ToValue(value, path);
        // Imported JSON can be formatted differently than this module formats the same value.
        return now.IsIdenticalTo(original) || now.IsIdenticalTo(ObjectSerializer.ToValue(original.ToObject(), path)) ? null : now;
    }

    private static string KeyOf(object key) => key.Unwrap().ToString() ?? "";
}
