namespace PSSnapshots.Storage;

/// <summary>A generation of a run's journal.</summary>
/// <param name="Header">Its first line.</param>
/// <param name="Path">Its file.</param>
/// <param name="Start">Where its records begin.</param>
internal sealed record Generation(JournalHeader Header, string Path, long Start);
