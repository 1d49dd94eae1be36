namespace PSSnapshots.Storage;

/// <summary>The record of a snapshot and where it is.</summary>
/// <param name="Record">The record.</param>
/// <param name="Start">Where in the journal its line begins.</param>
/// <param name="Length">The length of the line, without its line feed.</param>
internal sealed record RecordLocation(SnapshotRecord Record, long Start, int Length)
{
    public int Number => Record.Head.Sequence;

    public long End => Start + Length + 1;

    public static RecordLocation Of(SnapshotRecord record, FileLine line) => new(record, line.Start, line.Text.Length);
}
