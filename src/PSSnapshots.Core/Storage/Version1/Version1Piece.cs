namespace PSSnapshots.Storage;

/// <summary>A part of a journal of version 0.1, from its beginning.</summary>
/// <param name="Journal">The journal's file name.</param>
/// <param name="Start">The length of its first record, if that is a whole state; 0 if it continues another journal.</param>
/// <param name="End">How far it must be read.</param>
/// <param name="Hash">The SHA-256 of the journal up to there.</param>
internal sealed record Version1Piece(string Journal, int Start, int End, string Hash);
