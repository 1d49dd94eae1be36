namespace PSSnapshots.Repair;

/// <summary>A field of a snapshot, or an entry of one of its collections, as it stands in a text.</summary>
/// <param name="Depth">1 for a field, 2 for an entry.</param>
/// <param name="Start">Where it begins, in bytes of the text: at its name, where it has one.</param>
/// <param name="ValueAt">Where its value begins.</param>
/// <param name="End">Where it ends; −1 where that is not known.</param>
internal readonly record struct Unit(int Depth, int Start, int ValueAt, int End)
{
    /// <summary>Whether it has a name.</summary>
    public bool IsNamed => ValueAt > Start;
}
