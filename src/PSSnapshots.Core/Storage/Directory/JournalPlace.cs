namespace PSSnapshots.Storage;

/// <summary>Where the state of a checkpoint is.</summary>
/// <param name="Journal">The journal's file name.</param>
/// <param name="Start">Where the journal's changes begin: how many bytes its first record, a whole state, takes.</param>
/// <param name="End">How far the journal must be read, in bytes.</param>
/// <param name="Added">How many bytes the checkpoint brought, to the journal and in values that are kept apart.</param>
/// <param name="Hash">The SHA-256 of the journal up to its end, in lower-case hexadecimal.</param>
internal readonly record struct JournalPlace(string Journal, long Start, long End, long Added, string Hash);
