namespace PSSnapshots.Repair;

/// <summary>The place in a document where a field of the snapshot, or an entry of a collection, begins.</summary>
/// <param name="Offset">The offset of the name, or of the value of an array's entry, in bytes.</param>
/// <param name="Depth">1 for a field, 2 for an entry.</param>
internal readonly record struct ItemStart(int Offset, int Depth);
