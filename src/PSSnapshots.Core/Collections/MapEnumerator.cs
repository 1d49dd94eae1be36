using System.Collections;

namespace PSSnapshots.Collections;

/// <summary>Goes over a map's pairs as a dictionary's entries.</summary>
internal sealed class MapEnumerator<TValue>(IEnumerator<KeyValuePair<string, TValue>> pairs) : IDictionaryEnumerator
{
    public DictionaryEntry Entry => new(pairs.Current.Key, pairs.Current.Value);

    public object Key => pairs.Current.Key;

    public object? Value => pairs.Current.Value;

    public object Current => Entry;

    public bool MoveNext() => pairs.MoveNext();

    public void Reset() => pairs.Reset();
}
