using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <content>Dictionaries, lists and arrays.</content>
internal sealed partial class ObjectSerializer
{
    private void WriteMap(IDictionary map)
    {
        Enter(map);
        var isHashtable = map is Hashtable;
        var values = isHashtable ? null : GenericTypes.ValuesOfDictionary(map);
        Note(isHashtable ? TypeNote.Hashtable : values is null ? TypeNote.OrderedDictionary : TypeNote.Dictionary);
        WriteMembers(ReadAll(() => Synchronized.EntriesOf(map)), values, isSorted: isHashtable);
        Leave();
    }

    /// <summary>Writes a dictionary that implements only the generic interface.</summary>
    private void WritePairs(IEnumerable pairs)
    {
        Enter(pairs);
        Note(TypeNote.OrderedDictionary);
        WriteMembers(GenericTypes.EntriesOf(ReadAll(() => Synchronized.ItemsOf(pairs))), null, isSorted: false);
        Leave();
    }

    /// <summary>Writes a NameValueCollection, which can have several values for each name. Its enumerator returns only the names.</summary>
    private void WriteNamed(NameValueCollection named)
    {
        Enter(named);
        Note(TypeNote.OrderedDictionary);
        WriteMembers(ReadAll(() => named.AllKeys.Select(Entry).ToList()), null, isSorted: false);
        Leave();

        DictionaryEntry Entry(string? name) => new(name ?? "", named.GetValues(name) is [var only] ? only : named.GetValues(name));
    }

    private void WriteMembers(List<DictionaryEntry> entries, Type? values, bool isSorted)
    {
        var declared = Declare(values);
        var members = new (MemberKey Key, object? Value)[entries.Count];
        for (var i = 0; i < members.Length; i++) members[i] = (new MemberKey(entries[i].Key), entries[i].Value);
        // A hashtable has no defined order. Sorting produces the same JSON for the same content.
        if (isSorted) Array.Sort(members, static (one, other) => string.CompareOrdinal(one.Key.Name, other.Key.Name));

        // In a sorted list duplicates are adjacent. Otherwise a set finds them.
        var seen = isSorted ? null : new HashSet<string>(members.Length, StringComparer.Ordinal);
        var first = true;
        _output.Json("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            var (key, value) = members[i];
            var before = _pointer.Append(key.Name);
            if (seen is null ? i > 0 && key.Name == members[i - 1].Key.Name : !seen.Add(key.Name))
                throw Unsupported("stands under two keys that are the same text.");
            if (!IsLeftOut(value))
            {
                if (key.Type is { } type) _notes.Add(new(_pointer.With(TypeNotes.Key), type));
                _output.Name(key.Name, ref first);
                Write(value, declared);
            }
            _pointer.CutTo(before);
        }
        _output.Json("}"u8);
    }

    private void WriteItems(IEnumerable items)
    {
        Enter(items);
        if (GenericTypes.NoteOfList(items) is { } note) Note(note);
        var declared = Declare(GenericTypes.ItemsOfList(items));
        // An array is read in place. The code of any other collection can throw.
        var all = items as object?[] ?? (IReadOnlyList<object?>)ReadAll(() => Synchronized.ItemsOf(items));
        var first = true;
        _output.Json("["u8);
        for (var i = 0; i < all.Count; i++)
        {
            _output.Separator(ref first);
            var before = _pointer.Append(i);
            Write(all[i], declared);
            _pointer.CutTo(before);
        }
        _output.Json("]"u8);
        Leave();
    }

    private void WriteGrid(Array grid)
    {
        Enter(grid);
        WriteGrid(grid, new int[grid.Rank], 0);
        Leave();
    }

    /// <summary>Writes an array of several dimensions as arrays of arrays.</summary>
    private void WriteGrid(Array grid, int[] at, int dimension)
    {
        var isRow = dimension == grid.Rank - 1;
        var declared = isRow ? Declare(grid.GetType().GetElementType()) : null;
        var first = true;
        _output.Json("["u8);
        for (var i = 0; i < grid.GetLength(dimension); i++)
        {
            at[dimension] = grid.GetLowerBound(dimension) + i;
            _output.Separator(ref first);
            var before = _pointer.Append(i);
            if (isRow) Write(grid.GetValue(at), declared);
            else WriteGrid(grid, at, dimension + 1);
            _pointer.CutTo(before);
        }
        _output.Json("]"u8);
    }

    private TypeNote? Declare(Type? items)
    {
        var declared = items is null ? null : ScalarText.NoteOf(items);
        if (declared is { } type) _notes.Add(new(_pointer.With(TypeNotes.Items), type));
        return declared;
    }

    /// <summary>Returns the items of a collection. Its enumerator can throw, for example if another thread changes it.</summary>
    private List<T> ReadAll<T>(Func<List<T>> read)
    {
        try
        {
            return read();
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            throw Unsupported($"could not be read to its end: {failure.Message}");
        }
    }
}
