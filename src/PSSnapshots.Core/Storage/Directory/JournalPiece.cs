namespace PSSnapshots.Storage;

/// <summary>A part of a journal from its beginning.</summary>
/// <param name="Journal">The journal's file name.</param>
/// <param name="Start">Where its changes begin: how many bytes its first record, a whole state, takes; 0 where it goes on from another journal.</param>
/// <param name="End">How far it must be read, in bytes.</param>
/// <param name="Hash">The SHA-256 of the journal up to its end, in lower-case hexadecimal.</param>
internal sealed record JournalPiece(string Journal, long Start, long End, string Hash);
