using System.Buffers;

namespace PSSnapshots.Collections;

/// <summary>Collects items in a pooled array, so that only the final array is allocated.</summary>
/// <typeparam name="T">The type of the items.</typeparam>
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
        // The pool must not keep references to buffers that slices refer to.
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
