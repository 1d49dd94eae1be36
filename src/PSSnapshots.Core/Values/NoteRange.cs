namespace PSSnapshots.Values;

/// <summary>
/// The notes of a value or of a part of it, by JSON Pointer. The notes are sorted, so the notes of a part are a contiguous
/// range whose pointers start with the pointer of the part. Getting them takes a binary search and no copy.
/// </summary>
/// <typeparam name="T">The type of a note.</typeparam>
internal readonly struct NoteRange<T>
{
    private readonly KeyValuePair<string, T>[]? _sorted;
    private readonly int _start;
    private readonly int _end;

    /// <summary>The length of the pointer of the part, which all pointers in the range start with.</summary>
    private readonly int _cut;

    private NoteRange(KeyValuePair<string, T>[]? sorted, int start, int end, int cut, bool hasRoot, T? root)
    {
        _sorted = sorted;
        _start = start;
        _end = end;
        _cut = cut;
        HasRoot = hasRoot;
        Root = root;
    }

    /// <summary>Whether the value itself has a note.</summary>
    public bool HasRoot { get; }

    /// <summary>The note of the value itself.</summary>
    public T? Root { get; }

    public bool IsEmpty => Count == 0;

    public int Count => _end - _start + (HasRoot ? 1 : 0);

    /// <summary>The notes: first that of the value itself, then the others in the order of their pointers.</summary>
    public IEnumerable<KeyValuePair<string, T>> Pairs
    {
        get
        {
            if (HasRoot) yield return new("", Root!);
            for (var i = _start; i < _end; i++) yield return _cut == 0 ? _sorted![i] : new(_sorted![i].Key[_cut..], _sorted[i].Value);
        }
    }

    /// <summary>Creates a range of notes whose pointers are distinct.</summary>
    public static NoteRange<T> Of(KeyValuePair<string, T>[] pairs)
    {
        // Notes usually come in order, and checking that takes a tenth of the time of sorting.
        if (!IsSorted(pairs)) Array.Sort(pairs, (one, other) => string.CompareOrdinal(one.Key, other.Key));
        return pairs is [{ Key: "" } root, ..]
            ? new NoteRange<T>(pairs, 1, pairs.Length, 0, hasRoot: true, root.Value)
            : new NoteRange<T>(pairs, 0, pairs.Length, 0, hasRoot: false, default);
    }

    /// <summary>Gets the note at a pointer.</summary>
    public bool TryGet(string pointer, out T? note)
    {
        note = Root;
        if (pointer.Length == 0) return HasRoot;
        var place = FirstFrom(pointer, _start);
        if (place == _end || Compare(place, pointer) != 0) return false;
        note = _sorted![place].Value;
        return true;
    }

    /// <summary>Returns the notes at and below a pointer. Their pointers become relative to it.</summary>
    public NoteRange<T> Under(string pointer)
    {
        if (_start == _end) return default;
        var root = FirstFrom(pointer, _start);
        var hasRoot = root < _end && Compare(root, pointer) == 0;
        // Other pointers can come between: /a!b sorts before /a/b.
        var start = FirstFrom(pointer + "/", root);
        // '0' is the character after '/', so this is the end of the pointers that start with the pointer and a slash.
        var end = FirstFrom(pointer + "0", start);
        return new NoteRange<T>(_sorted, start, end, _cut + pointer.Length, hasRoot, hasRoot ? _sorted![root].Value : default);
    }

    /// <summary>Returns all notes except those at and below a pointer.</summary>
    public NoteRange<T> Except(string pointer) => Of([.. Pairs.Where(pair =>
        !pair.Key.StartsWith(pointer, StringComparison.Ordinal) || (pair.Key.Length > pointer.Length && pair.Key[pointer.Length] != '/'))]);

    /// <summary>Returns the same notes with the given note of the value itself.</summary>
    public NoteRange<T> WithRoot(T root) => new(_sorted, _start, _end, _cut, hasRoot: true, root);

    /// <summary>Returns true if both ranges have the same relative pointers and notes.</summary>
    public bool IsSameAs(in NoteRange<T> other)
    {
        if (Count != other.Count || HasRoot != other.HasRoot || (HasRoot && !EqualityComparer<T>.Default.Equals(Root, other.Root))) return false;
        ComparisonWork.Add(Count);
        for (int i = _start, j = other._start; i < _end; i++, j++)
        {
            var (mine, theirs) = (_sorted![i], other._sorted![j]);
            if (!mine.Key.AsSpan(_cut).SequenceEqual(theirs.Key.AsSpan(other._cut)) || !EqualityComparer<T>.Default.Equals(mine.Value, theirs.Value)) return false;
        }
        return true;
    }

    private static bool IsSorted(KeyValuePair<string, T>[] pairs)
    {
        for (var i = 1; i < pairs.Length; i++)
            if (string.CompareOrdinal(pairs[i - 1].Key, pairs[i].Key) > 0) return false;
        return true;
    }

    /// <summary>Returns the index of the first note whose pointer does not sort before the given one.</summary>
    private int FirstFrom(string pointer, int from)
    {
        int low = from, high = _end;
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (Compare(middle, pointer) < 0) low = middle + 1;
            else high = middle;
            ComparisonWork.Add(1);
        }
        return low;
    }

    private int Compare(int place, string pointer) =>
        string.CompareOrdinal(_sorted![place].Key, _cut, pointer, 0, int.MaxValue);
}
