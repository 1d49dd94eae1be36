namespace PSSnapshots;

/// <summary>The options and current contents of a snapshot manager.</summary>
/// <param name="MaxSnapshots">The maximum number of snapshots that are kept for each run.</param>
/// <param name="RunCount">The number of runs that have snapshots.</param>
/// <param name="SnapshotCount">The number of snapshots of all runs.</param>
/// <param name="FormatVersion">The version of the format that exports are written in.</param>
/// <param name="Manager">The manager that the options belong to.</param>
public sealed record SnapshotOption(int MaxSnapshots, int RunCount, int SnapshotCount, string FormatVersion, SnapshotManager Manager);
