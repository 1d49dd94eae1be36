using System.Buffers;

namespace PSSnapshots.Collections;

/// <summary>Collects items in a pooled array, so that their final array is all that is allocated.</summary>
/// <typeparam name="T">The items' type.</typeparam>
internal struct PooledBuilder<T> : IDisposable
    where T : struct
{
    private T[]? _items;
    private int _count;

    public void Add(T item)
    {
        if (_items is null || _count == _items.Length) Grow();
        _items![_count++] = item;
    }

    public readonly T[] ToArray() => _items.AsSpan(0, _count).ToArray();

    public void Dispose()
    {
        if (_items is null) return;
        // A buffer that a slice names must not be held by the pool.
        ArrayPool<T>.Shared.Return(_items, clearArray: true);
        _items = null;
    }

    private void Grow()
    {
        var larger = ArrayPool<T>.Shared.Rent(Math.Max(16, _count * 2));
        _items.AsSpan(0, _count).CopyTo(larger);
        Dispose();
        _items = larger;
    }
}
