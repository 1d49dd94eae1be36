namespace PSSnapshots.Collections;

/// <summary>
/// A list that inserts and removes items at any index in about O(√n): it is stored in chunks, so that only the items of one
/// chunk are moved.
/// </summary>
/// <typeparam name="T">The type of the items.</typeparam>
internal sealed class ChunkedList<T>
{
    private const int ChunkSize = 512;

    private readonly List<List<T>> _chunks = [];

    public ChunkedList(IEnumerable<T> items)
    {
        foreach (var chunk in items.Chunk(ChunkSize)) _chunks.Add([.. chunk]);
        Count = _chunks.Sum(chunk => chunk.Count);
    }

    public int Count { get; private set; }

    /// <summary>The items, in order.</summary>
    public IEnumerable<T> Items => _chunks.SelectMany(chunk => chunk);

    public T this[int index]
    {
        get
        {
            var (chunk, at) = PlaceOf(index);
            return _chunks[chunk][at];
        }
        set
        {
            var (chunk, at) = PlaceOf(index);
            _chunks[chunk][at] = value;
        }
    }

    public void Add(T item) => Insert(Count, item);

    public void Insert(int index, T item)
    {
        Count++;
        if (_chunks.Count == 0) _chunks.Add([]);
        var (chunk, at) = index == Count - 1 ? (_chunks.Count - 1, _chunks[^1].Count) : PlaceOf(index);
        var items = _chunks[chunk];
        items.Insert(at, item);
        if (items.Count <= 2 * ChunkSize) return;
        _chunks.Insert(chunk + 1, items[ChunkSize..]);
        items.RemoveRange(ChunkSize, items.Count - ChunkSize);
    }

    public void RemoveAt(int index)
    {
        var (chunk, at) = PlaceOf(index);
        Count--;
        _chunks[chunk].RemoveAt(at);
        if (_chunks[chunk].Count == 0) _chunks.RemoveAt(chunk);
    }

    private (int Chunk, int At) PlaceOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
        for (var chunk = 0; ; chunk++)
        {
            if (index < _chunks[chunk].Count) return (chunk, index);
            index -= _chunks[chunk].Count;
        }
    }
}
