using System.Collections;
using System.Collections.Specialized;
using System.Dynamic;
using PSSnapshots.Conversion;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>
/// A run's context as a step sees it: a table whose entries are read from the store and set in it, so that
/// <c>$Context.region = 'eu'</c> is part of the run's state at once. A value that the step changes in place, as
/// <c>$Context.map['y'] = 2</c> does, is written back when the step ends. A key is found as it is written first, then
/// ignoring case; one that is not there is <see langword="null"/>, in strict mode too.
/// </summary>
/// <param name="store">The run.</param>
/// <param name="stepId">The step.</param>
internal sealed class ContextTable(RunStore store, string stepId) : DynamicObject, IDictionary
{
    private readonly object _gate = new();

    // The values that the step can change in place, each with what it was made of.
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

    /// <summary>Writes the values back that the step changed in place: all of them or none.</summary>
    /// <exception cref="ContextConflictException">Another step changed one of them in the meantime.</exception>
    /// <exception cref="UnsupportedValueException">One of them now has something that cannot be kept.</exception>
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
                if (!values.TryGetExact(key, out var current) || !(current.IsIdenticalTo(original) || current.IsIdenticalTo(changed)))
                    throw new ContextConflictException(stepId, key);
                values = values.SetItem(key, changed);
            }
            return state with { ContextValues = values };
        });
    }

    /// <summary>Writes back what a step changed that failed. Its own error is what the run reports; a conflict is logged.</summary>
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
            // What was read and is set again is still the object that the step may change.
            if (_read.TryGetValue(name, out var known) && ReferenceEquals(known.Value.Unwrap(), value.Unwrap())) _read[name] = (json, known.Value);
            else _read.Remove(name);
        }
    }

    /// <summary>Returns what a value is now, if it is not what it was made of.</summary>
    private static JsonValue? ChangeOf(string key, JsonValue original, object value)
    {
        var path = JsonPointer.Append("/executionContext", key);
        var now = ObjectSerializer.ToValue(value, path);
        // JSON of another writer may be written in another way than this module writes the same value.
        return now.IsIdenticalTo(original) || now.IsIdenticalTo(ObjectSerializer.ToValue(original.ToObject(), path)) ? null : now;
    }

    private static string KeyOf(object key) => key.Unwrap().ToString() ?? "";
}
