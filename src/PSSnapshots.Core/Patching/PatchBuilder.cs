using PSSnapshots.Comparison;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>
/// Makes the patch between two documents. Arrays are matched as a comparison matches them, and their operations count
/// with the places as the operations before leave them. What a comparison takes for no difference, the patch leaves as
/// it is: of the notes of types it changes those of the values that it changes, unless types are asked for.
/// </summary>
internal sealed class PatchBuilder(ComparisonOptions options, bool guarded, bool isState = false)
{
    /// <summary>About what an operation has besides its path and its value.</summary>
    private const int OperationSize = 34;

    private const string Notes = "valueTypes";

    private readonly List<PatchOperation> _operations = [];

    /// <summary>About how long the patch is as text, without tests.</summary>
    private long _size;

    public JsonPatch Build(JsonValue from, JsonValue to)
    {
        if (isState) Compare("", DocumentNotes.Of(from), DocumentNotes.Of(to));
        else Compare("", from, to);
        return new JsonPatch(guarded ? Guarded(from) : _operations);
    }

    private void Compare(string path, JsonValue from, JsonValue to)
    {
        if (from.Slice.Span.SequenceEqual(to.Slice.Span) && (!options.IncludeType || !isState || Equals(from.Notes, to.Notes))) return;
        var isContainer = from.Kind == to.Kind && from.Kind is JsonKind.Object or JsonKind.Array;
        var isDeepest = path.Count(unit => unit == '/') > options.Depth;
        if (isDeepest || !isContainer)
        {
            if (!AreSame(from, to)) Add(new PatchOperation(PatchVerb.Replace, path, Value: to));
            return;
        }
        var (count, size) = (_operations.Count, _size);
        if (from.Kind == JsonKind.Object) CompareMembers(path, from, to);
        else if (!AreSameSets(from, to)) CompareItems(path, from.Items(), to.Items());

        // The document itself stays, and where paths are chosen a whole value would bring what was not.
        if (path.Length == 0 || options.Includes is not null || _size - size <= SizeOf(path, to)) return;
        _operations.RemoveRange(count, _operations.Count - count);
        _size = size;
        Add(new PatchOperation(PatchVerb.Replace, path, Value: to));
    }

    /// <summary>Whether a patch has nothing to do: 1 and 1.0 are one number, but where types are asked for not of one type.</summary>
    private bool AreSame(JsonValue from, JsonValue to)
    {
        if (!isState) return JsonEquality.AreEqual(from.Slice, to.Slice);
        if (!options.IncludeType) return ValueEqualityComparer.ByValue.Equals(from, to);
        return JsonEquality.AreEqual(from.Slice, to.Slice)
            && (from.Kind != JsonKind.Number || JsonNumber.IsInteger(from.Utf8) == JsonNumber.IsInteger(to.Utf8));
    }

    private bool AreSameSets(JsonValue from, JsonValue to) =>
        isState && !options.IncludeType && from.Notes?.Root == TypeNote.HashSet && ValueEqualityComparer.ByValue.Equals(from, to);

    private void CompareMembers(string path, JsonValue from, JsonValue to)
    {
        var before = JsonEquality.MembersOf(from.Slice);
        var after = JsonEquality.MembersOf(to.Slice);
        var hasNotes = isState && !options.IncludeType && DocumentNotes.HasNotes(path);
        var start = _operations.Count;
        foreach (var (name, value) in before)
        {
            if (hasNotes && name == Notes) continue;
            var member = JsonPointer.Append(path, name);
            if (after.TryGetValue(name, out var other)) Compare(member, Noted(value, from, name), Noted(other, to, name));
            else Add(new PatchOperation(PatchVerb.Remove, member));
        }
        foreach (var (name, value) in after)
            if (!before.ContainsKey(name) && !(hasNotes && name == Notes)) Add(new PatchOperation(PatchVerb.Add, JsonPointer.Append(path, name), Value: Noted(value, to, name)));
        if (hasNotes) CompareNotes(path, NotesIn(before), NotesIn(after), start);
    }

    private static JsonValue Noted(JsonSlice value, JsonValue owner, string name) => new(value, owner.Notes?.Under(name));

    private static Dictionary<string, JsonSlice>? NotesIn(Dictionary<string, JsonSlice> members) =>
        members.TryGetValue(Notes, out var notes) && notes.First == (byte)'{' ? JsonEquality.MembersOf(notes) : null;

    /// <summary>Changes the notes of those values that the operations since a start change.</summary>
    private void CompareNotes(string path, Dictionary<string, JsonSlice>? before, Dictionary<string, JsonSlice>? after, int start)
    {
        var touched = new TouchedPlaces(path, _operations.Skip(start));
        var place = JsonPointer.Append(path, Notes);
        foreach (var pointer in before?.Keys ?? Enumerable.Empty<string>())
            if (after?.ContainsKey(pointer) != true && touched.Contain(pointer)) Add(new PatchOperation(PatchVerb.Remove, JsonPointer.Append(place, pointer)));
        var wanted = after?.Where(note => touched.Contain(note.Key)).ToList() ?? [];
        if (wanted.Count == 0) return;
        if (before is null) Add(new PatchOperation(PatchVerb.Add, place, Value: JsonValue.EmptyObject));
        foreach (var (pointer, type) in wanted)
        {
            var isKnown = (before ?? []).TryGetValue(pointer, out var other);
            if (isKnown && JsonEquality.AreEqual(other, type)) continue;
            Add(new PatchOperation(isKnown ? PatchVerb.Replace : PatchVerb.Add, JsonPointer.Append(place, pointer), Value: new JsonValue(type)));
        }
    }

    private void CompareItems(string path, JsonValue[] from, JsonValue[] to)
    {
        // By how much the place of an item is other than in the first list, and in the second: what was not chosen stays.
        var (sinceFrom, sinceTo) = (0, 0);
        foreach (var (i, j) in ListAlignment.Differences(ItemList.Of(from), ItemList.Of(to), ValueEqualityComparer.For(options), keys: options.ArrayKeys))
        {
            if (i >= 0 && j >= 0)
            {
                Compare(JsonPointer.Append(path, j + sinceTo), from[i], to[j]);
            }
            else if (i >= 0)
            {
                if (Add(new PatchOperation(PatchVerb.Remove, JsonPointer.Append(path, i + sinceFrom)), isItem: true)) sinceFrom--;
                else sinceTo++;
            }
            else if (Add(new PatchOperation(PatchVerb.Add, JsonPointer.Append(path, j + sinceTo), Value: to[j]), isItem: true))
            {
                sinceFrom++;
            }
            else
            {
                sinceTo--;
            }
        }
    }

    private bool Add(PatchOperation operation, bool isItem = false)
    {
        if (options.Includes?.Invoke(operation.Path) == false) return false;
        _operations.Add(isItem ? operation with { MovesItems = true } : operation);
        _size += SizeOf(operation.Path, operation.Value);
        return true;
    }

    /// <summary>The operations, each removal and replacement behind a test of what it takes away.</summary>
    private IEnumerable<PatchOperation> Guarded(JsonValue from)
    {
        var run = new PatchRun(from);
        foreach (var operation in _operations)
        {
            if (operation.Verb is PatchVerb.Remove or PatchVerb.Replace)
                yield return new PatchOperation(PatchVerb.Test, operation.Path, Value: run.ValueAt(operation.Path));
            run.Apply(operation);
            yield return operation;
        }
    }

    private static long SizeOf(string path, JsonValue? value) => OperationSize + path.Length + (value?.ByteCount ?? 0);
}
