using PSSnapshots.Comparison;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>
/// Builds the patch between two documents. It finds the same differences as a comparison with the same options, and
/// matches array items in the same way. Indexes in paths take the effect of earlier operations into account.
/// </summary>
/// <param name="options">The comparison options.</param>
/// <param name="guarded">Whether to add a test before each removal and replacement.</param>
/// <param name="isState">
/// Whether the documents are states, whose <c>valueTypes</c> members contain type notes. The patch changes the notes of the
/// values that it changes and, with <see cref="ComparisonOptions.IncludeType"/>, of all selected values.
/// </param>
internal sealed class PatchBuilder(ComparisonOptions options, bool guarded, bool isState = false)
{
    /// <summary>The approximate length of an operation without its path and value.</summary>
    private const int OperationSize = 34;

    private const string NotesMember = "valueTypes";

    private readonly List<PatchOperation> _operations = [];
    private readonly ValueEqualityComparer _comparer = ValueEqualityComparer.For(options);

    /// <summary>The approximate length of the patch as JSON text, without tests.</summary>
    private long _size;

    public JsonPatch Build(JsonValue from, JsonValue to)
    {
        if (isState) Compare("", DocumentNotes.Of(from), DocumentNotes.Of(to));
        else Compare("", from, to);
        return new JsonPatch(guarded ? AddTests(from) : _operations);
    }

    /// <summary>Whether all differences of type notes are included, so that a note is like any other member.</summary>
    private bool ComparesNotesAsMembers => options.IncludeType && options.Includes is null;

    private void Compare(string path, JsonValue from, JsonValue to)
    {
        if (from.Slice.Span.SequenceEqual(to.Slice.Span) && (!options.IncludeType || !isState || Equals(from.Notes, to.Notes))) return;
        var isContainer = from.Kind == to.Kind && from.Kind is JsonKind.Object or JsonKind.Array;
        var isDeepest = path.Count(unit => unit == '/') > options.Depth;
        if (isDeepest || !isContainer)
        {
            if (!AreEqual(from, to)) Add(new PatchOperation(PatchOperationKind.Replace, path, Value: to));
            return;
        }
        var (count, size) = (_operations.Count, _size);
        if (from.Kind == JsonKind.Object) CompareMembers(path, from, to);
        else if (!AreEqualSets(from, to)) CompareItems(path, from.Items(), to.Items());

        // The document itself is never replaced. With selected paths, a whole value would include unselected changes.
        if (path.Length == 0 || options.Includes is not null || _size - size <= SizeOf(path, to)) return;
        _operations.RemoveRange(count, _operations.Count - count);
        _size = size;
        Add(new PatchOperation(PatchOperationKind.Replace, path, Value: to));
    }

    /// <summary>
    /// Returns whether a value needs no operation. 1 and 1.0 are equal numbers, but are read as different types, so they
    /// are not equal if types are included.
    /// </summary>
    private bool AreEqual(JsonValue from, JsonValue to)
    {
        if (!isState) return JsonEquality.AreEqual(from.Slice, to.Slice);
        if (!options.IncludeType) return _comparer.Equals(from, to);
        return JsonEquality.AreEqual(from.Slice, to.Slice)
            && (from.Kind != JsonKind.Number || JsonNumber.IsInteger(from.Utf8) == JsonNumber.IsInteger(to.Utf8));
    }

    private bool AreEqualSets(JsonValue from, JsonValue to) =>
        isState && !options.IncludeType && from.Notes?.Root == TypeNote.HashSet && _comparer.Equals(from, to);

    private void CompareMembers(string path, JsonValue from, JsonValue to)
    {
        var fromMembers = JsonEquality.MembersOf(from.Slice);
        var toMembers = JsonEquality.MembersOf(to.Slice);
        var hasNotes = isState && !ComparesNotesAsMembers && DocumentNotes.HasNotes(path);
        var start = _operations.Count;
        foreach (var (name, value) in fromMembers)
        {
            if (hasNotes && name == NotesMember) continue;
            var memberPath = JsonPointer.Append(path, name);
            if (toMembers.TryGetValue(name, out var other)) Compare(memberPath, MemberOf(from, name, value), MemberOf(to, name, other));
            else Add(new PatchOperation(PatchOperationKind.Remove, memberPath));
        }
        foreach (var (name, value) in toMembers)
        {
            if (fromMembers.ContainsKey(name) || (hasNotes && name == NotesMember)) continue;
            Add(new PatchOperation(PatchOperationKind.Add, JsonPointer.Append(path, name), Value: MemberOf(to, name, value)));
        }
        if (hasNotes) CompareNotes(path, NotesIn(fromMembers), NotesIn(toMembers), start);
    }

    private static JsonValue MemberOf(JsonValue owner, string name, JsonSlice value) => new(value, owner.Notes?.Under(name));

    private static Dictionary<string, JsonSlice>? NotesIn(Dictionary<string, JsonSlice> members) =>
        members.TryGetValue(NotesMember, out var notes) && notes.First == (byte)'{' ? JsonEquality.MembersOf(notes) : null;

    /// <summary>
    /// Adds the operations for type notes. A note belongs to its value, so the selection of paths applies to the path of the
    /// value and not to the path of the note.
    /// </summary>
    /// <param name="path">The path of the object that contains the notes.</param>
    /// <param name="from">The notes in the first document.</param>
    /// <param name="to">The notes in the second document.</param>
    /// <param name="start">The index of the first operation that changes a value in the object.</param>
    private void CompareNotes(string path, Dictionary<string, JsonSlice>? from, Dictionary<string, JsonSlice>? to, int start)
    {
        var changed = new ChangedPointers(path, _operations.Skip(start));
        var notesPath = JsonPointer.Append(path, NotesMember);
        foreach (var pointer in from?.Keys ?? Enumerable.Empty<string>())
        {
            if (to?.ContainsKey(pointer) != true && IsAffected(pointer))
                Append(new PatchOperation(PatchOperationKind.Remove, JsonPointer.Append(notesPath, pointer)));
        }
        var notes = to?.Where(note => IsAffected(note.Key)).ToList() ?? [];
        if (notes.Count == 0) return;
        if (from is null) Append(new PatchOperation(PatchOperationKind.Add, notesPath, Value: JsonValue.EmptyObject));
        foreach (var (pointer, type) in notes)
        {
            var exists = (from ?? []).TryGetValue(pointer, out var other);
            if (exists && JsonEquality.AreEqual(other, type)) continue;
            var kind = exists ? PatchOperationKind.Replace : PatchOperationKind.Add;
            Append(new PatchOperation(kind, JsonPointer.Append(notesPath, pointer), Value: new JsonValue(type)));
        }

        bool IsAffected(string pointer) =>
            changed.Include(pointer) || (options.IncludeType && IsSelected(path + ChangedPointers.ValuePointer(pointer)));
    }

    private void CompareItems(string path, JsonValue[] from, JsonValue[] to)
    {
        // How far items have moved from their indexes in each list. An operation that is not selected moves nothing.
        var (fromOffset, toOffset) = (0, 0);
        foreach (var (i, j) in ListAlignment.Differences(ItemList.Of(from), ItemList.Of(to), _comparer, keys: options.ArrayKeys))
        {
            if (i >= 0 && j >= 0)
            {
                Compare(JsonPointer.Append(path, j + toOffset), from[i], to[j]);
            }
            else if (i >= 0)
            {
                if (AddItemOperation(new PatchOperation(PatchOperationKind.Remove, JsonPointer.Append(path, i + fromOffset)))) fromOffset--;
                else toOffset++;
            }
            else
            {
                if (AddItemOperation(new PatchOperation(PatchOperationKind.Add, JsonPointer.Append(path, j + toOffset), Value: to[j]))) fromOffset++;
                else toOffset--;
            }
        }
    }

    private bool AddItemOperation(PatchOperation operation) => Add(operation with { MovesItems = true });

    /// <summary>Adds an operation if its path is selected.</summary>
    private bool Add(PatchOperation operation)
    {
        if (!IsSelected(operation.Path)) return false;
        Append(operation);
        return true;
    }

    private void Append(PatchOperation operation)
    {
        _operations.Add(operation);
        _size += SizeOf(operation.Path, operation.Value);
    }

    private bool IsSelected(string path) => options.Includes?.Invoke(path) != false;

    /// <summary>Returns the operations, with a test of the current value before each removal and replacement.</summary>
    private IEnumerable<PatchOperation> AddTests(JsonValue from)
    {
        var applier = new PatchApplier(from);
        foreach (var operation in _operations)
        {
            if (operation.Kind is PatchOperationKind.Remove or PatchOperationKind.Replace)
                yield return new PatchOperation(PatchOperationKind.Test, operation.Path, Value: applier.ValueAt(operation.Path));
            applier.Apply(operation);
            yield return operation;
        }
    }

    private static long SizeOf(string path, JsonValue? value) => OperationSize + path.Length + (value?.ByteCount ?? 0);
}
