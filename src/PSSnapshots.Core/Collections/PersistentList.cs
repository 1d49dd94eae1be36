namespace PSSnapshots.Collections;

/// <summary>
/// An immutable list that shares its storage with the lists that are derived from it. <see cref="Add"/> takes amortized
/// constant time and does not copy earlier items; <see cref="SetItem"/> and the indexer take O(log16 n).
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
public sealed class PersistentList<T> : ReadOnlyListBase<T>
    where T : class
{
    private readonly PersistentVector<T> _items;

    internal PersistentList(in PersistentVector<T> items) => _items = items;

    /// <summary>The empty list.</summary>
    public static PersistentList<T> Empty { get; } = new(default);

    /// <inheritdoc/>
    public override int Count => _items.Count;

    /// <inheritdoc/>
    public override T this[int index] => _items[index];

    /// <summary>Creates a list from the specified items.</summary>
    /// <param name="items">The items, in order. They cannot be <see langword="null"/>.</param>
    /// <returns>A list with the same items.</returns>
    public static PersistentList<T> Create(ReadOnlySpan<T> items) => items.IsEmpty ? Empty : new(PersistentVector<T>.Create(items));

    /// <summary>Returns a list with an item added at the end.</summary>
    /// <param name="item">The item. It cannot be <see langword="null"/>.</param>
    /// <returns>A list of <c>Count + 1</c> items; this one is unchanged.</returns>
    public PersistentList<T> Add(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new(_items.Add(item));
    }

    /// <summary>Returns a list with one item replaced.</summary>
    /// <param name="index">The index of the item.</param>
    /// <param name="item">The new item.</param>
    /// <returns>A list of the same length; this one is unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in the list.</exception>
    public PersistentList<T> SetItem(int index, T item) => new(_items.SetItem(index, item));

    /// <summary>
    /// Returns the first index, starting at <paramref name="start"/> and below the shorter list's count, at which the two lists
    /// do not contain the same reference. Shared storage is skipped without examining its items.
    /// </summary>
    /// <param name="other">The list to compare with.</param>
    /// <param name="start">The index to start at.</param>
    /// <returns>The index; the shorter list's count if there is none.</returns>
    internal int NextNotSharedWith(PersistentList<T> other, int start) => _items.NextNotSharedWith(other._items, start);

    /// <inheritdoc/>
    public override IEnumerator<T> GetEnumerator() => _items.GetEnumerator();
}
