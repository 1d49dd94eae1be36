using System.Runtime.CompilerServices;

namespace PSSnapshots.Collections;

/// <summary>
/// An immutable list that shares its storage with the lists made from it. <see cref="Add"/> takes amortised constant
/// time and copies nothing of the items before; <see cref="SetItem"/> and the indexer take O(log32 n).
/// </summary>
/// <remarks>
/// A bit-partitioned trie of 32-way nodes with a tail (P. Bagwell, "Ideal Hash Trees", 2001; the vector of Clojure).
/// The tail's array is shared by all lists that grew from it: a list claims the slot after its last item, and copies
/// the tail only when another list claimed that slot before.
/// </remarks>
/// <typeparam name="T">The items' type.</typeparam>
public sealed class PersistentList<T> : ReadOnlyListBase<T>
{
    private const int Bits = 5;
    private const int Width = 1 << Bits;
    private const int Mask = Width - 1;

    private readonly int _count;
    private readonly int _shift;
    private readonly object?[] _root;
    private readonly Tail _tail;

    private PersistentList(int count, int shift, object?[] root, Tail tail)
    {
        _count = count;
        _shift = shift;
        _root = root;
        _tail = tail;
    }

    /// <summary>The list without items.</summary>
    public static PersistentList<T> Empty { get; } = new(0, Bits, [], new Tail([], 0));

    /// <inheritdoc/>
    public override int Count => _count;

    private int TailOffset => _count == 0 ? 0 : (_count - 1) & ~Mask;

    /// <inheritdoc/>
    public override T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count, nameof(index));
            return LeafOf(index)[index & Mask];
        }
    }

    /// <summary>Makes a list of the given items.</summary>
    /// <param name="items">The items, in order.</param>
    /// <returns>A list with the same items.</returns>
    public static PersistentList<T> Create(ReadOnlySpan<T> items)
    {
        var list = Empty;
        while (items.Length > 0)
        {
            var chunk = items[..Math.Min(Width, items.Length)];
            items = items[chunk.Length..];
            var leaf = new T[Width];
            chunk.CopyTo(leaf);
            var next = new Tail(leaf, chunk.Length);
            list = list._count == 0
                ? new PersistentList<T>(chunk.Length, Bits, [], next)
                : list.WithFullTailPushed(chunk.Length, next);
        }
        return list;
    }

    /// <summary>Gives a list with one more item at the end.</summary>
    /// <param name="item">The item.</param>
    /// <returns>A list of <c>Count + 1</c> items; this one is unchanged.</returns>
    public PersistentList<T> Add(T item)
    {
        var used = _count - TailOffset;
        if (_count > 0 && used < Width)
        {
            var tail = _tail.TryClaim(used) ? _tail : _tail.Fork(used);
            tail.Items[used] = item;
            return new PersistentList<T>(_count + 1, _shift, _root, tail);
        }
        var leaf = new T[Width];
        leaf[0] = item;
        var fresh = new Tail(leaf, 1);
        return _count == 0 ? new PersistentList<T>(1, Bits, [], fresh) : WithFullTailPushed(1, fresh);
    }

    /// <summary>Gives a list in which one item is another.</summary>
    /// <param name="index">The item's place.</param>
    /// <param name="item">The new item.</param>
    /// <returns>A list of the same length; this one is unchanged.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="index"/> is not in the list.</exception>
    public PersistentList<T> SetItem(int index, T item)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)_count);
        if (index >= TailOffset)
        {
            var tail = _tail.Fork(_count - TailOffset);
            tail.Items[index & Mask] = item;
            return new PersistentList<T>(_count, _shift, _root, tail);
        }
        return new PersistentList<T>(_count, _shift, WithItem(_root, _shift, index, item), _tail);
    }

    /// <summary>
    /// The first place from <paramref name="start"/> on, below the shorter list's count, at which the two lists do not
    /// hold the same reference. What the lists share is skipped without a look at its items.
    /// </summary>
    /// <param name="other">The list to compare with.</param>
    /// <param name="start">Where to begin.</param>
    /// <returns>The index; the shorter list's count where there is none.</returns>
    internal int NextNotSharedWith(PersistentList<T> other, int start)
    {
        var common = Math.Min(_count, other._count);
        while (start < common)
        {
            var skipped = (start & Mask) == 0 ? SharedSubtreeLength(other, start) : 0;
            if (skipped == 0)
            {
                var mine = LeafOf(start);
                var theirs = other.LeafOf(start);
                var end = Math.Min((start | Mask) + 1, common);
                if (!ReferenceEquals(mine, theirs))
                    for (var i = start; i < end; i++)
                        if (!ReferenceEquals(mine[i & Mask], theirs[i & Mask])) return i;
                skipped = end - start;
            }
            start += skipped;
        }
        return common;
    }

    /// <inheritdoc/>
    public override IEnumerator<T> GetEnumerator()
    {
        for (var start = 0; start < _count; start += Width)
        {
            var leaf = LeafOf(start);
            var length = Math.Min(Width, _count - start);
            for (var i = 0; i < length; i++) yield return leaf[i];
        }
    }

    private T[] LeafOf(int index)
    {
        if (index >= TailOffset) return _tail.Items;
        var node = _root;
        for (var level = _shift; level > Bits; level -= Bits)
            node = Unsafe.As<object?[]>(node[(index >> level) & Mask])!;
        return Unsafe.As<T[]>(node[(index >> Bits) & Mask])!;
    }

    /// <summary>The number of items from <paramref name="start"/> on that stand in a node common to both lists.</summary>
    private int SharedSubtreeLength(PersistentList<T> other, int start)
    {
        if (_shift != other._shift || start >= TailOffset || start >= other.TailOffset) return 0;
        object? mine = _root;
        object? theirs = other._root;
        for (var level = _shift; level > 0; level -= Bits)
        {
            if (ReferenceEquals(mine, theirs) && (start & ((1 << (level + Bits)) - 1)) == 0)
                return Math.Min(1 << (level + Bits), Math.Min(TailOffset, other.TailOffset) - start);
            mine = Unsafe.As<object?[]>(mine)![(start >> level) & Mask];
            theirs = Unsafe.As<object?[]>(theirs)![(start >> level) & Mask];
        }
        return 0;
    }

    private PersistentList<T> WithFullTailPushed(int added, Tail next)
    {
        var leafNumber = TailOffset >> Bits;
        var root = _root;
        var shift = _shift;
        if (leafNumber == 1 << shift)
        {
            root = new object?[Width];
            root[0] = _root;
            shift += Bits;
        }
        return new PersistentList<T>(_count + added, shift, WithLeaf(root, shift, TailOffset, _tail.Items), next);
    }

    private static object?[] WithLeaf(object?[]? node, int level, int index, T[] leaf)
    {
        var copy = new object?[Width];
        node?.CopyTo(copy, 0);
        var slot = (index >> level) & Mask;
        copy[slot] = level == Bits ? leaf : WithLeaf((object?[]?)copy[slot], level - Bits, index, leaf);
        return copy;
    }

    private static object?[] WithItem(object?[] node, int level, int index, T item)
    {
        var copy = (object?[])node.Clone();
        var slot = (index >> level) & Mask;
        if (level == Bits)
        {
            var leaf = (T[])((T[])copy[slot]!).Clone();
            leaf[index & Mask] = item;
            copy[slot] = leaf;
        }
        else
        {
            copy[slot] = WithItem((object?[])copy[slot]!, level - Bits, index, item);
        }
        return copy;
    }

    /// <summary>The last items, in an array that several lists may grow; <c>_claimed</c> is how far one of them did.</summary>
    private sealed class Tail(T[] items, int claimed)
    {
        private int _claimed = claimed;

        public T[] Items { get; } = items;

        public bool TryClaim(int slot) => Interlocked.CompareExchange(ref _claimed, slot + 1, slot) == slot;

        public Tail Fork(int used)
        {
            var copy = new T[Width];
            Array.Copy(Items, copy, used);
            return new Tail(copy, used + 1);
        }
    }
}
