namespace PSSnapshots;

/// <summary>The session's options, and what they hold at the moment.</summary>
/// <param name="MaxSnapshots">How many snapshots of a run are kept.</param>
/// <param name="RunCount">How many runs have snapshots.</param>
/// <param name="SnapshotCount">How many snapshots there are, of all runs.</param>
/// <param name="FormatVersion">The version of the format that is written.</param>
/// <param name="Manager">The manager that these are of.</param>
public sealed record SnapshotOption(int MaxSnapshots, int RunCount, int SnapshotCount, string FormatVersion, SnapshotManager Manager);
