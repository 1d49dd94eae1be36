namespace PSSnapshots.Storage;

/// <summary>Where the state of a checkpoint is.</summary>
/// <param name="Pieces">What must be read, one after the other: the first begins with a whole state, the others have changes alone.</param>
/// <param name="Added">How many bytes the checkpoint brought, to the journal and in values that are kept apart.</param>
/// <param name="Outdated">About how many bytes of the pieces later ones made useless.</param>
internal sealed record JournalPlace(IReadOnlyList<JournalPiece> Pieces, long Added, long Outdated)
{
    /// <summary>The most pieces that a state may have: each is a file to open.</summary>
    public const int MaxPieces = 8;

    /// <summary>The length of all pieces, in bytes.</summary>
    public long Length => Pieces.Sum(piece => piece.End);
}
