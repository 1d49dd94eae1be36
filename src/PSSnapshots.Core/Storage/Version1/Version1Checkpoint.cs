using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>A checkpoint file of a store of version 0.1: what it is, and how far its journals must be read for its state.</summary>
/// <param name="Record">The snapshot.</param>
/// <param name="Pieces">What must be read of which journal: the first begins with a whole state, the others have changes alone.</param>
/// <param name="Length">The length of the file and of what it added.</param>
internal sealed record Version1Checkpoint(SnapshotRecord Record, IReadOnlyList<Version1Piece> Pieces, long Length)
{
    private const int MaxPieces = 8;

    private static ReadOnlySpan<byte> CheckStart => ",\"check\":\""u8;

    /// <summary>The number of the snapshot.</summary>
    public int Number => Record.Head.Sequence;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">It is not a sound checkpoint.</exception>
    public static Version1Checkpoint Read(byte[] utf8)
    {
        var all = JournalLine.Parse(utf8);
        if (all.Text("check"u8) is not { } check || all.Items("journals"u8) is not { } journals)
            throw new InvalidDataException("It is not a checkpoint of a store.");
        var body = utf8.AsSpan().LastIndexOf(CheckStart);
        if (body < 0 || HashText.Of(utf8.AsSpan(0, body)) != check) throw new InvalidDataException("The file is corrupt: its checksum does not match.");
        if (all.Text("runId"u8) is not { } runId
            || all.Text("workflowId"u8) is not { } workflowId
            || all.Text("id"u8) is not { } id
            || all.Count("sequence"u8) is not (> 0 and <= SnapshotRecord.MaxNumber and var number)
            || all.Time("timestamp"u8) is not { } time
            || all.Value("status"u8) is not { Kind: JsonKind.String } name
            || !FormatName.TryParse(name.Utf8[1..^1], out RunStatus status))
        {
            throw new InvalidDataException("A field of the checkpoint is missing, or is not what it should be.");
        }
        var head = new RunHead
        {
            RunId = runId,
            WorkflowId = workflowId,
            Status = status,
            Sequence = number,
            SnapshotId = id,
            Label = all.Text("label"u8),
            Timestamp = time,
        };
        var record = new SnapshotRecord(head, 0, 0, 0)
        {
            Version = all.Text("version"u8) ?? SnapshotFormat.Version,
            ParentId = all.Text("parent"u8),
        };
        return new Version1Checkpoint(record, ReadPieces(journals), utf8.Length + Math.Max(0, all.Number("added"u8)));
    }

    private static List<Version1Piece> ReadPieces(JsonValue[] journals)
    {
        var pieces = journals.Where(journal => journal.Kind == JsonKind.Object).Select(journal => new RecordFields(journal.Slice)).Select(journal => new Version1Piece(
            journal.Text("file"u8) ?? "",
            journal.Count("start"u8) ?? -1,
            journal.Count("end"u8) ?? -1,
            journal.Text("sha256"u8) ?? "")).ToList();
        var isRight = pieces.Count is > 0 and <= MaxPieces
            && pieces.TrueForAll(piece => Version1Folder.IsJournal(piece.Journal) && piece.Start >= 0 && piece.End >= piece.Start && piece.Start > 0 == ReferenceEquals(piece, pieces[0]))
            && pieces.Sum(piece => (long)piece.End) <= Array.MaxLength;
        return isRight ? pieces : throw new InvalidDataException("The list of its journals is not what it should be.");
    }
}
