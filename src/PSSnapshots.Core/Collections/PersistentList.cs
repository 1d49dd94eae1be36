namespace PSSnapshots.Collections;

/// <summary>
/// An immutable list that shares its storage with the lists made from it. <see cref="Add"/> takes amortised constant
/// time and copies nothing of the items before; <see cref="SetItem"/> and the indexer take O(log16 n).
/// </summary>
/// <typeparam name="T">The items' type.</typeparam>
public sealed class PersistentList<T> : ReadOnlyListBase<T>
    where T : class
{
    private readonly PersistentVector<T> _items;

    internal PersistentList(in PersistentVector<T> items) => _items = items;

    /// <summary>The list without items.</summary>
    public static PersistentList<T> Empty { get; } = new(default);

    /// <inheritdoc/>
    public override int Count => _items.Count;

    /// <inheritdoc/>
    public override T this[int index] => _items[index];

    /// <summary>Makes a list of the given items.</summary>
    /// <param name="items">The items, in order; none is <see langword="null"/>.</param>
    /// <returns>A list with the same items.</returns>
    public static PersistentList<T> Create(ReadOnlySpan<T> items) => items.IsEmpty ? Empty : new(PersistentVector<T>.Create(items));

    /// <summary>Gives a list with one more item at the end.</summary>
    /// <param name="item">The item; not <see langword="null"/>.</param>
    /// <returns>A list of <c>Count + 1</c> items; this one is unchanged.</returns>
    public PersistentList<T> Add(T item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new(_items.Add(item));
    }

    /// <summary>Gives a list in which one item is another.</summary>
    /// <param name="index">The item's place.</param>
    /// <param name="item">The new item.</param>
    /// <returns>A list of the same length; this one is unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in the list.</exception>
    public PersistentList<T> SetItem(int index, T item) => new(_items.SetItem(index, item));

    /// <summary>
    /// The first place from <paramref name="start"/> on, below the shorter list's count, at which the two lists do not
    /// hold the same reference. What the lists share is skipped without a look at its items.
    /// </summary>
    /// <param name="other">The list to compare with.</param>
    /// <param name="start">Where to begin.</param>
    /// <returns>The index; the shorter list's count where there is none.</returns>
    internal int NextNotSharedWith(PersistentList<T> other, int start) => _items.NextNotSharedWith(other._items, start);

    /// <inheritdoc/>
    public override IEnumerator<T> GetEnumerator() => _items.GetEnumerator();
}
