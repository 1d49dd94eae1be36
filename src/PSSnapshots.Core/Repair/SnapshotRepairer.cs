using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Saves what is whole in a damaged export: one that was cut, has bytes that were changed, lost or zeroed, or has
/// single entries that the format does not allow. The time that takes is linear in the length of the text.
/// </summary>
public static class SnapshotRepairer
{
    private const int MaxEnvelopes = 4;

    /// <summary>Repairs a document of any encoding that can be read, also one in an envelope.</summary>
    /// <param name="document">The document's bytes. The snapshot may keep slices of the array: it must not change afterwards.</param>
    /// <param name="hints">What is known of the run, for where the document does not tell it.</param>
    /// <returns>What was kept, a valid snapshot, and what was lost; of a whole document nothing is.</returns>
    /// <exception cref="SnapshotRepairException">The document is no snapshot at all, or nothing tells of what run it is or where that stood.</exception>
    public static SnapshotRepair Repair(byte[] document, RepairHints? hints = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        return Repair(DamagedEncoding.Read(document), hints ?? new RepairHints());
    }

    /// <summary>Repairs a text, also one in an envelope.</summary>
    /// <param name="json">The text.</param>
    /// <param name="hints">What is known of the run, for where the text does not tell it.</param>
    /// <returns>What was kept, a valid snapshot, and what was lost; byte offsets are those of the text as UTF-8.</returns>
    /// <exception cref="SnapshotRepairException">The text is no snapshot at all, or nothing tells of what run it is or where that stood.</exception>
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
