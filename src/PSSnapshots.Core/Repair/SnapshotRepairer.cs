using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Recovers what is intact in a damaged export: one that is truncated, has bytes that were changed, lost or zeroed, or has
/// entries that are not valid. The time is proportional to the length of the document.
/// </summary>
public static class SnapshotRepairer
{
    private const int MaxEnvelopes = 4;

    /// <summary>Repairs a document, which can be in an envelope. Its encoding is detected.</summary>
    /// <param name="document">The document's bytes. The snapshot can refer to the array, so do not change it afterwards.</param>
    /// <param name="hints">The IDs to use if the document has lost them.</param>
    /// <returns>A valid snapshot of what was kept, and the parts that were lost. Of an intact document, none is.</returns>
    /// <exception cref="SnapshotRepairException">The document has no field of a snapshot, or its run ID, workflow ID or status is lost and cannot be derived.</exception>
    public static SnapshotRepair Repair(byte[] document, RepairHints? hints = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Repair(DamagedEncoding.Read(document), hints ?? new RepairHints());
    }

    /// <summary>Repairs JSON text, which can be in an envelope.</summary>
    /// <param name="json">The text.</param>
    /// <param name="hints">The IDs to use if the text has lost them.</param>
    /// <returns>A valid snapshot of what was kept, and the parts that were lost. Byte offsets are those of the text in UTF-8.</returns>
    /// <exception cref="SnapshotRepairException">The text has no field of a snapshot, or its run ID, workflow ID or status is lost and cannot be derived.</exception>
    public static SnapshotRepair Repair(string json, RepairHints? hints = null)
    {
        ArgumentNullException.ThrowIfNull(json);
        return Repair(DocumentText.Of(json), hints ?? new RepairHints());
    }

    private static SnapshotRepair Repair(DocumentText document, RepairHints hints)
    {
        if (!document.Utf8.Contains((byte)'{')) throw NotASnapshot();
        if (SnapshotReader.TryRead(document) is { } whole) return new SnapshotRepair(whole, []);
        var lost = new List<LostRange>();
        var snapshot = Repair(document, hints, lost, depth: 0);
        if (lost.Count == 0) lost.Add(new LostRange(document.Utf8.Length, document.Utf8.Length, "", "The document is not valid JSON: a bracket or a comma is missing. It may be truncated."));
        return new SnapshotRepair(snapshot, WithLines(document, lost));
    }

    private static Snapshot Repair(DocumentText document, RepairHints hints, List<LostRange> lost, int depth)
    {
        var salvage = new Salvage(document);
        lost.AddRange(salvage.Lost);
        if (salvage.Enclosed is { } enclosed && depth < MaxEnvelopes) return RepairEnclosed(salvage, enclosed, hints, lost, depth);
        if (!salvage.HasFields) throw NotASnapshot();
        var (state, header) = KeptDocument.Read(document, salvage.Pieces, lost);
        return MissingFields.Replace(state, header, hints, salvage.MissingFields(), lost, document.Utf8.Length);
    }

    private static Snapshot RepairEnclosed(Salvage envelope, EnclosedSnapshot enclosed, RepairHints hints, List<LostRange> lost, int depth)
    {
        var runId = envelope.TextOf("runId", out var runIdRange);
        var workflowId = envelope.TextOf("workflowId", out var workflowIdRange);
        var found = new List<LostRange>();
        var snapshot = Repair(enclosed.Document, new RepairHints(hints.RunId ?? runId, hints.WorkflowId ?? workflowId), found, depth + 1);
        lost.AddRange(found.Select(enclosed.ToEnvelope));
        if (runId is not null && runId != snapshot.RunId)
            lost.Add(runIdRange with { Reason = $"The envelope has the run ID '{runId}', and the snapshot in it '{snapshot.RunId}'. The latter was kept." });
        if (workflowId is not null && workflowId != snapshot.WorkflowId)
            lost.Add(workflowIdRange with { Reason = $"The envelope has the workflow ID '{workflowId}', and the snapshot in it '{snapshot.WorkflowId}'. The latter was kept." });
        return snapshot;
    }

    private static List<LostPart> WithLines(DocumentText document, List<LostRange> lost)
    {
        // A part can end after the next one begins, so starts and ends are counted separately.
        var starts = new TextPlaces(document);
        var ends = new TextPlaces(document);
        var endOffsets = lost.Select(range => range.End).Distinct().Order().ToDictionary(end => end, end => ends.At(end).ByteOffset);
        return [.. lost.OrderBy(range => range.Start).Select(range =>
        {
            var (line, column, byteOffset) = starts.At(range.Start);
            return new LostPart(range.Path, range.Reason, line, column, byteOffset, endOffsets[range.End] - byteOffset);
        })];
    }

    private static SnapshotRepairException NotASnapshot() => new("The document has no field of a snapshot.");
}
