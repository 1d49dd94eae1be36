using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>The paths inside an object at which operations change or move a value.</summary>
internal sealed class ChangedPointers
{
    private readonly HashSet<string> _pointers = new(StringComparer.Ordinal);

    /// <param name="path">The path of the object.</param>
    /// <param name="operations">The operations, all of which have paths inside the object.</param>
    public ChangedPointers(string path, IEnumerable<PatchOperation> operations)
    {
        foreach (var operation in operations)
        {
            // Adding or removing an item moves the items after it, so the whole array counts as changed.
            var end = operation.MovesItems ? operation.Path.LastIndexOf('/') : operation.Path.Length;
            _pointers.Add(operation.Path[path.Length..end]);
        }
    }

    /// <summary>Returns whether a value with a type note is changed, or is inside a value that is changed.</summary>
    /// <param name="notePointer">The pointer of a type note, relative to the object.</param>
    public bool Include(string notePointer)
    {
        var pointer = ValuePointer(notePointer);
        for (var end = pointer.Length; end >= 0; end = end == 0 ? -1 : pointer.LastIndexOf('/', end - 1))
            if (_pointers.Contains(pointer[..end])) return true;
        return false;
    }

    /// <summary>Returns the pointer of the value that a type note refers to by its items or its key.</summary>
    public static string ValuePointer(string notePointer)
    {
        if (notePointer.EndsWith(TypeNotes.Items, StringComparison.Ordinal)) return notePointer[..^TypeNotes.Items.Length];
        if (notePointer.EndsWith(TypeNotes.Key, StringComparison.Ordinal)) return notePointer[..^TypeNotes.Key.Length];
        return notePointer;
    }
}
