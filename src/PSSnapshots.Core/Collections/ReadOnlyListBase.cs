using System.Collections;

namespace PSSnapshots.Collections;

/// <summary>
/// A read-only list that is also an <see cref="IList"/>, so that a script can use negative indexes
/// (<c>$snapshot.Logs[-1]</c>).
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public abstract class ReadOnlyListBase<T> : IReadOnlyList<T>, IList
{
    private protected ReadOnlyListBase()
    {
    }

    /// <inheritdoc/>
    public abstract int Count { get; }

    bool IList.IsFixedSize => true;

    bool IList.IsReadOnly => true;

    bool ICollection.IsSynchronized => true;

    object ICollection.SyncRoot => this;

    /// <inheritdoc/>
    public abstract T this[int index] { get; }

    object? IList.this[int index]
    {
        get => this[index];
        set => throw ReadOnly();
    }

    /// <inheritdoc/>
    public abstract IEnumerator<T> GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    bool IList.Contains(object? value) => ((IList)this).IndexOf(value) >= 0;

    int IList.IndexOf(object? value)
    {
        var index = 0;
        foreach (var item in this)
        {
            if (Equals(item, value)) return index;
            index++;
        }
        return -1;
    }

    void ICollection.CopyTo(Array array, int index)
    {
        foreach (var item in this) array.SetValue(item, index++);
    }

    int IList.Add(object? value) => throw ReadOnly();

    void IList.Clear() => throw ReadOnly();

    void IList.Insert(int index, object? value) => throw ReadOnly();

    void IList.Remove(object? value) => throw ReadOnly();

    void IList.RemoveAt(int index) => throw ReadOnly();

    private static NotSupportedException ReadOnly() =>
        new("The list belongs to an immutable state. Change the run through its store instead.");
}
