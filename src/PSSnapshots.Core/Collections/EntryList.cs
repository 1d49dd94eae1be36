using PSSnapshots.Values;

namespace PSSnapshots.Collections;

/// <summary>
/// An append-only list of log entries or events that shares its storage with the lists that are derived from it. Imported
/// entries stay slices of the imported text, and are converted to objects when they are read.
/// </summary>
/// <typeparam name="T">The type of the entries.</typeparam>
public sealed class EntryList<T> : ReadOnlyListBase<T>, IEntryValues
    where T : StateEntry, IStateEntry<T>
{
    private readonly JsonSlice[] _imported;
    private readonly PersistentVector<T> _added;

    private EntryList(JsonSlice[] imported, in PersistentVector<T> added)
    {
        _imported = imported;
        _added = added;
    }

    /// <summary>The empty list.</summary>
    public static EntryList<T> Empty { get; } = new([], default);

    /// <inheritdoc/>
    public override int Count => _imported.Length + _added.Count;

    /// <inheritdoc/>
    public override T this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return index < _imported.Length ? T.Read(_imported[index]) : _added[index - _imported.Length];
        }
    }

    /// <summary>Returns a list with an entry added at the end.</summary>
    /// <param name="entry">The entry.</param>
    /// <returns>The new list; this one is unchanged.</returns>
    public EntryList<T> Add(T entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new(_imported, _added.Add(entry));
    }

    /// <inheritdoc/>
    public override IEnumerator<T> GetEnumerator()
    {
        foreach (var slice in _imported) yield return T.Read(slice);
        foreach (var entry in _added) yield return entry;
    }

    /// <summary>Returns the number of entries.</summary>
    /// <returns>Text such as <c>3 logs</c>.</returns>
    public override string ToString() => Count == 1 ? $"1 {T.Noun}" : $"{Count} {T.Noun}s";

    internal static EntryList<T> OfImported(JsonSlice[] entries) =>
        entries.Length == 0 ? Empty : new EntryList<T>(entries, default);

    /// <summary>Returns the JSON of one entry, without creating an object for it.</summary>
    internal JsonValue ValueAt(int index) =>
        StateEntry.ToValue(index < _imported.Length ? _imported[index] : _added[index - _imported.Length].ToSlice());

    JsonValue IEntryValues.ValueAt(int index) => ValueAt(index);

    /// <summary>Returns whether both lists have the same imported text at an index, without creating objects.</summary>
    internal bool IsSameTextAt(EntryList<T> other, int index) =>
        index < _imported.Length && index < other._imported.Length && _imported[index].Span.SequenceEqual(other._imported[index].Span);

    /// <summary>Returns the number of leading entries that both lists are known to share.</summary>
    internal int CountSharedWith(EntryList<T> other) =>
        ReferenceEquals(_imported, other._imported) ? _imported.Length + _added.NextNotSharedWith(other._added, 0) : 0;

    /// <summary>
    /// Returns an equal list that reuses the entries of an earlier list that are equal at the same index. If the only difference
    /// is new entries at the end, the result is derived from the earlier list.
    /// </summary>
    internal EntryList<T> Sharing(EntryList<T> earlier)
    {
        var place = 0;
        while (place < Math.Min(Count, earlier.Count) && this[place].IsIdenticalTo(earlier[place])) place++;
        var shared = place == earlier.Count ? earlier : earlier.Start(place);
        for (; place < Count; place++)
        {
            var entry = this[place];
            var before = place < earlier.Count ? earlier[place] : null;
            shared = shared.Add(before is not null && entry.IsIdenticalTo(before) ? before : entry);
        }
        return shared;
    }

    /// <summary>Returns the first entries.</summary>
    private EntryList<T> Start(int count) => new(
        [.. _imported.Take(count)],
        PersistentVector<T>.Create([.. Added().Take(Math.Max(0, count - _imported.Length))]));

    /// <summary>Returns whether this list is known, from the storage that both share, to be the other one with entries added.</summary>
    internal bool Continues(EntryList<T> earlier) =>
        ReferenceEquals(_imported, earlier._imported) && CountSharedWith(earlier) == earlier.Count;

    /// <summary>Returns the JSON of all entries.</summary>
    internal IEnumerable<JsonSlice> Slices() => _imported.Concat(Added().Select(entry => entry.ToSlice()));

    /// <summary>Writes the entries as an array, starting at an index.</summary>
    internal void WriteTo(Utf8Output output, int from = 0)
    {
        output.Json("["u8);
        var first = true;
        for (var i = from; i < _imported.Length; i++)
        {
            output.Separator(ref first);
            var slice = _imported[i];
            // Entries that are adjacent in their source text are written with one call.
            while (i + 1 < _imported.Length && Adjoins(slice, _imported[i + 1]))
                slice = slice with { Length = slice.Length + 1 + _imported[++i].Length };
            output.Json(slice.Span);
        }
        for (var i = Math.Max(0, from - _imported.Length); i < _added.Count; i++)
        {
            output.Separator(ref first);
            _added[i].WriteTo(output);
        }
        output.Json("]"u8);
    }

    private IEnumerable<T> Added()
    {
        foreach (var entry in _added) yield return entry;
    }

    private static bool Adjoins(JsonSlice slice, JsonSlice next)
    {
        var end = slice.Offset + slice.Length;
        return ReferenceEquals(slice.Buffer, next.Buffer) && next.Offset == end + 1 && slice.Buffer[end] == (byte)',';
    }
}
