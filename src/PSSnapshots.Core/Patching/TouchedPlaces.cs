using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>The places inside an object whose values are changed, or move, by operations.</summary>
internal sealed class TouchedPlaces
{
    private readonly HashSet<string> _places = new(StringComparer.Ordinal);

    public TouchedPlaces(string path, IEnumerable<PatchOperation> operations)
    {
        foreach (var operation in operations)
        {
            // An item that comes or goes moves those behind it.
            var end = operation.MovesItems ? operation.Path.LastIndexOf('/') : operation.Path.Length;
            _places.Add(operation.Path[path.Length..end]);
        }
    }

    /// <summary>Whether a note is of a place that is touched, or of one in it.</summary>
    public bool Contain(string pointer)
    {
        if (pointer.EndsWith(TypeNotes.Items, StringComparison.Ordinal)) pointer = pointer[..^TypeNotes.Items.Length];
        else if (pointer.EndsWith(TypeNotes.Key, StringComparison.Ordinal)) pointer = pointer[..^TypeNotes.Key.Length];
        for (var end = pointer.Length; end >= 0; end = end == 0 ? -1 : pointer.LastIndexOf('/', end - 1))
            if (_places.Contains(pointer[..end])) return true;
        return false;
    }
}
