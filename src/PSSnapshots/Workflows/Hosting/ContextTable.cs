using System.Collections;
using PSSnapshots.Conversion;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>
/// A run's context as a step sees it: a table whose entries are read from the store and set in it, so that
/// <c>$Context.region = 'eu'</c> is part of the run's state at once. What is read is a copy.
/// </summary>
/// <param name="store">The run.</param>
internal sealed class ContextTable(RunStore store) : IDictionary
{
    public int Count => store.State.ContextValues.Count;

    public ICollection Keys => store.State.ContextValues.Keys.ToArray();

    public ICollection Values => store.State.ContextValues.Values.Select(value => value.ToObject()).ToArray();

    public bool IsFixedSize => false;

    public bool IsReadOnly => false;

    public bool IsSynchronized => false;

    public object SyncRoot => this;

    public object? this[object key]
    {
        get => store.GetContext(KeyOf(key));
        set
        {
            var name = KeyOf(key);
            store.SetContext(name, ObjectWalker.ToValue(value, JsonPointer.Append("/executionContext", name)));
        }
    }

    public void Add(object key, object? value)
    {
        if (Contains(key)) throw new ArgumentException($"The context has '{key}' already.", nameof(key));
        this[key] = value;
    }

    public bool Contains(object key) => store.HasContext(KeyOf(key));

    public void Remove(object key) => store.DeleteContext(KeyOf(key));

    public void Clear() => store.ClearContext();

    public void CopyTo(Array array, int index)
    {
        foreach (DictionaryEntry entry in this) array.SetValue(entry, index++);
    }

    public IDictionaryEnumerator GetEnumerator()
    {
        var copy = new System.Collections.Specialized.OrderedDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in store.State.ContextValues) copy.Add(key, value.ToObject());
        return copy.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string KeyOf(object key) => key.Unwrap().ToString() ?? "";
}
