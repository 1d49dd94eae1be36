using PSSnapshots.Values;

namespace PSSnapshots.Collections;

/// <summary>
/// An append-only list of log entries or events that shares its storage with the lists made from it. Entries that
/// came by an import stay slices of the imported text, and become objects when they are read.
/// </summary>
/// <typeparam name="T">The entries' type.</typeparam>
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

    /// <summary>The list without entries.</summary>
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

    /// <summary>Gives a list with one more entry at the end.</summary>
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

    /// <summary>How many entries there are.</summary>
    /// <returns>Such as <c>3 logs</c>.</returns>
    public override string ToString() => Count == 1 ? $"1 {T.Noun}" : $"{Count} {T.Noun}s";

    internal static EntryList<T> OfImported(JsonSlice[] entries) =>
        entries.Length == 0 ? Empty : new EntryList<T>(entries, default);

    /// <summary>The JSON of one entry, without making an object of it where there is none.</summary>
    internal JsonValue ValueAt(int index) =>
        StateEntry.ToValue(index < _imported.Length ? _imported[index] : _added[index - _imported.Length].ToSlice());

    JsonValue IEntryValues.ValueAt(int index) => ValueAt(index);

    /// <summary>Whether both lists have the same text of an import at a place, seen without making anything of it.</summary>
    internal bool IsSameTextAt(EntryList<T> other, int index) =>
        index < _imported.Length && index < other._imported.Length && _imported[index].Span.SequenceEqual(other._imported[index].Span);

    /// <summary>How many entries at the beginning both lists are known to share.</summary>
    internal int CountSharedWith(EntryList<T> other) =>
        ReferenceEquals(_imported, other._imported) ? _imported.Length + _added.NextNotSharedWith(other._added, 0) : 0;

    /// <summary>
    /// A list of the same entries that holds those of an earlier list where they are the same at the same place; where
    /// nothing but new entries at the end is different, it is made of the earlier list.
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

    /// <summary>The first entries.</summary>
    private EntryList<T> Start(int count) => new(
        [.. _imported.Take(count)],
        PersistentVector<T>.Create([.. Added().Take(Math.Max(0, count - _imported.Length))]));

    /// <summary>Whether this list is the other one with entries added, as what they share tells.</summary>
    internal bool Continues(EntryList<T> earlier) =>
        ReferenceEquals(_imported, earlier._imported) && CountSharedWith(earlier) == earlier.Count;

    /// <summary>The JSON of all entries.</summary>
    internal IEnumerable<JsonSlice> Slices() => _imported.Concat(Added().Select(entry => entry.ToSlice()));

    /// <summary>Writes the entries as an array, from one of them on.</summary>
    internal void WriteTo(Utf8Output output, int from = 0)
    {
        output.Json("["u8);
        var first = true;
        for (var i = from; i < _imported.Length; i++)
        {
            output.Separator(ref first);
            var slice = _imported[i];
            // Entries that stand side by side in the text they came from go out in one piece.
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
