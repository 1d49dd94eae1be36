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
        if (!document.Utf8.Contains((byte)'{')) throw NoSnapshot();
        if (SnapshotReader.TryRead(document) is { } whole) return new SnapshotRepair(whole, WithLines(document, RunIdFindings(Salvage.Of(document, 0), document, whole)));
        var snapshot = Save(document, hints, indent: 0, depth: 0, out var lost);
        return new SnapshotRepair(snapshot, WithLines(document, lost));
    }

    private static Snapshot Save(DocumentText document, RepairHints hints, int indent, int depth, out IReadOnlyList<LostRange> lost)
    {
        var salvage = Salvage.Of(document, indent);
        if (salvage.Enclosed is { } enclosed && salvage.Kept.MayBeEnvelope && depth < MaxEnvelopes)
            return SaveEnclosed(document, salvage, enclosed, hints, indent, depth, out lost);
        if (!salvage.Kept.HasAny) throw NoSnapshot();
        var derived = MissingFields.Derive(salvage, document, hints);
        var snapshot = SnapshotReader.Read(salvage.Kept.ToDocument(document.Utf8, derived.ToDictionary(field => field.Name, field => field.Json)));
        lost = WithMissing(salvage.Lost, derived, document.Utf8.Length);
        return snapshot;
    }

    private static Snapshot SaveEnclosed(
        DocumentText document, Salvage envelope, (string Name, int Start, int End) enclosed, RepairHints hints, int indent, int depth, out IReadOnlyList<LostRange> lost)
    {
        var path = JsonPointer.Append("", enclosed.Name);
        var inner = new RepairHints(
            hints.RunId ?? TextOf(envelope.Kept.ValueOf("runId", document.Utf8)),
            hints.WorkflowId ?? TextOf(envelope.Kept.ValueOf("workflowId", document.Utf8)));
        Snapshot snapshot;
        IEnumerable<LostRange> within;
        if (document.Utf8[enclosed.Start] == '"')
        {
            var text = new EnclosedText(document.Utf8, enclosed.Start, enclosed.End);
            snapshot = Save(text.Document, inner, indent: 0, depth + 1, out var found);
            within = text.Outward(found, path);
        }
        else
        {
            var end = enclosed.End < 0 ? EnclosedEnd.Of(document.Utf8, enclosed.Start) : enclosed.End;
            var innerIndent = Math.Max(0, LineScan.FieldIndentOf(document.Utf8, indent));
            snapshot = Save(document.Part(enclosed.Start, end - enclosed.Start), inner, innerIndent, depth + 1, out var found);
            within = found.Select(range => range with { Start = range.Start + enclosed.Start, End = range.End + enclosed.Start, Path = path + range.Path });
        }
        lost = [.. envelope.Lost.Concat(within).Concat(RunIdFindings(envelope, document, snapshot)).OrderBy(range => range.Start)];
        return snapshot;
    }

    /// <summary>What to say where an envelope names another run than the snapshot in it does.</summary>
    private static IReadOnlyList<LostRange> RunIdFindings(Salvage envelope, DocumentText document, Snapshot snapshot)
    {
        if (envelope.Kept.RangeOf("runId") is not var (start, end) || TextOf(document.Utf8[start..end]) is not { } runId || runId == snapshot.RunId) return [];
        return [new LostRange(start, end, "/runId", $"The envelope names the run '{runId}', and the snapshot in it '{snapshot.RunId}'; that of the snapshot was kept.")];
    }

    private static List<LostRange> WithMissing(IReadOnlyList<LostRange> lost, IReadOnlyList<(string Name, string Json, string From)> derived, int end)
    {
        var all = lost.ToList();
        foreach (var (name, json, from) in derived)
        {
            var path = JsonPointer.Append("", name);
            var at = all.FindIndex(range => range.Path == path);
            var instead = $"{char.ToUpperInvariant(from[0])}{from[1..]}{(json.Length > 2 && json.Length <= 64 ? ": " + json : "")}.";
            if (at >= 0) all[at] = all[at] with { Reason = $"{all[at].Reason} {instead}" };
            else all.Add(new LostRange(end, end, path, $"The field is missing. {instead}"));
        }
        return all;
    }

    private static List<LostPart> WithLines(DocumentText document, IReadOnlyList<LostRange> lost)
    {
        // The end of a part may stand behind the start of the next: each has its own count.
        var starts = new TextPlaces(document);
        var ends = new TextPlaces(document);
        var lengths = lost.Select(range => range.End).Distinct().Order().ToDictionary(end => end, end => ends.At(end).ByteOffset);
        return [.. lost.OrderBy(range => range.Start).Select(range =>
        {
            var (line, column, byteOffset) = starts.At(range.Start);
            return new LostPart(range.Path, range.Reason, line, column, byteOffset, lengths[range.End] - byteOffset);
        })];
    }

    private static string? TextOf(ReadOnlySpan<byte> json) => json is [(byte)'"', ..] ? JsonText.Unescape(json[1..^1]) : null;

    private static SnapshotRepairException NoSnapshot() => new("There is nothing of a snapshot in this: no field that one has.");
}
