using PSSnapshots.Comparison;
using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>
/// Makes the patch between two documents. Arrays are matched as a comparison matches them, and their operations count
/// with the places as the operations before leave them.
/// </summary>
internal sealed class PatchBuilder(ComparisonOptions options, bool guarded)
{
    /// <summary>About what an operation has besides its path and its value.</summary>
    private const int OperationSize = 34;

    private readonly List<PatchOperation> _operations = [];

    /// <summary>About how long the patch is as text, without tests.</summary>
    private long _size;

    public JsonPatch Build(JsonValue from, JsonValue to)
    {
        Compare("", from, to);
        return new JsonPatch(guarded ? Guarded(from) : _operations);
    }

    private void Compare(string path, JsonValue from, JsonValue to)
    {
        if (JsonEquality.AreEqual(from.Slice, to.Slice)) return;
        var (count, size) = (_operations.Count, _size);
        var isDeepest = path.Count(unit => unit == '/') > options.Depth;
        if (isDeepest || from.Kind != to.Kind || from.Kind is not (JsonKind.Object or JsonKind.Array))
        {
            Add(new PatchOperation(PatchVerb.Replace, path, Value: to));
            return;
        }
        if (from.Kind == JsonKind.Object) CompareMembers(path, from, to);
        else CompareItems(path, from.Items(), to.Items());

        // The document itself stays, and where paths are chosen a whole value would bring what was not.
        if (path.Length == 0 || options.Includes is not null || _size - size <= SizeOf(path, to)) return;
        _operations.RemoveRange(count, _operations.Count - count);
        _size = size;
        Add(new PatchOperation(PatchVerb.Replace, path, Value: to));
    }

    private void CompareMembers(string path, JsonValue from, JsonValue to)
    {
        var before = JsonEquality.MembersOf(from.Slice);
        var after = JsonEquality.MembersOf(to.Slice);
        foreach (var (name, value) in before)
        {
            var member = JsonPointer.Append(path, name);
            if (after.TryGetValue(name, out var other)) Compare(member, new JsonValue(value), new JsonValue(other));
            else Add(new PatchOperation(PatchVerb.Remove, member));
        }
        foreach (var (name, value) in after)
            if (!before.ContainsKey(name)) Add(new PatchOperation(PatchVerb.Add, JsonPointer.Append(path, name), Value: new JsonValue(value)));
    }

    private void CompareItems(string path, JsonValue[] from, JsonValue[] to)
    {
        // By how much the place of an item is other than in the first list, and in the second: what was not chosen stays.
        var (sinceFrom, sinceTo) = (0, 0);
        foreach (var (i, j) in ListAlignment.Differences(from, to, ValueEquality.OfMeaning, options.ArrayKeys))
        {
            if (i >= 0 && j >= 0)
            {
                Compare(JsonPointer.Append(path, j + sinceTo), from[i], to[j]);
            }
            else if (i >= 0)
            {
                if (Add(new PatchOperation(PatchVerb.Remove, JsonPointer.Append(path, i + sinceFrom)))) sinceFrom--;
                else sinceTo++;
            }
            else if (Add(new PatchOperation(PatchVerb.Add, JsonPointer.Append(path, j + sinceTo), Value: to[j])))
            {
                sinceFrom++;
            }
            else
            {
                sinceTo--;
            }
        }
    }

    private bool Add(PatchOperation operation)
    {
        if (options.Includes?.Invoke(operation.Path) == false) return false;
        _operations.Add(operation);
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
