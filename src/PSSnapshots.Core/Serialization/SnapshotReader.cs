using System.Text;
using System.Text.Json;
using PSSnapshots.Validation;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Reads snapshots from JSON: UTF-8 or UTF-16, with a byte order mark or without; versions 1.x; and the envelopes in
/// which exports are stored (<c>{runId, workflowId, snapshot, createdAt}</c>, <c>{runId, data}</c>).
/// </summary>
public static class SnapshotReader
{
    private const int MaxEnvelopes = 4;

    /// <summary>Reads a snapshot.</summary>
    /// <param name="document">The document's bytes. The snapshot keeps slices of the array: it must not change afterwards.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="SnapshotFormatException">The document is no valid snapshot.</exception>
    public static Snapshot Read(byte[] document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ReadOrThrow(DocumentText.Of(document));
    }

    /// <summary>Reads a snapshot from text.</summary>
    /// <param name="json">The text; lone surrogates in it are kept.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="SnapshotFormatException">The text is no valid snapshot.</exception>
    public static Snapshot Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ReadOrThrow(DocumentText.Of(json));
    }

    /// <summary>Finds all that makes a document no valid snapshot.</summary>
    /// <param name="document">The document's bytes.</param>
    /// <returns>The violations, in the order of the text; none where the document is valid.</returns>
    public static IReadOnlyList<SnapshotViolation> Validate(byte[] document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ViolationsOf(DocumentText.Of(document), Purpose.Verdict);
    }

    /// <summary>Finds all that makes text no valid snapshot.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The violations, in the order of the text; none where it is valid. Byte offsets are those of the text as UTF-8.</returns>
    public static IReadOnlyList<SnapshotViolation> Validate(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ViolationsOf(DocumentText.Of(json), Purpose.Verdict);
    }

    /// <summary>Finds all that makes a document no valid snapshot, and of one that is valid all in which it contradicts itself.</summary>
    /// <param name="document">The document's bytes; they must not change while this runs.</param>
    /// <returns>The violations, in the order of the text: errors, or where there are none, warnings (<see cref="StateRules"/>).</returns>
    public static IReadOnlyList<SnapshotViolation> Inspect(byte[] document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ViolationsOf(DocumentText.Of(document), Purpose.Inspection);
    }

    /// <summary>Finds all that makes text no valid snapshot, and of one that is valid all in which it contradicts itself.</summary>
    /// <param name="json">The text.</param>
    /// <returns>As for a document; byte offsets are those of the text as UTF-8.</returns>
    public static IReadOnlyList<SnapshotViolation> Inspect(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ViolationsOf(DocumentText.Of(json), Purpose.Inspection);
    }

    /// <summary>Reads a snapshot; nothing where the document is none.</summary>
    internal static Snapshot? TryRead(DocumentText document) => Parse(document, Purpose.Snapshot, depth: 0, out _);

    private static IReadOnlyList<SnapshotViolation> ViolationsOf(DocumentText document, Purpose purpose)
    {
        Parse(document, purpose, out var violations);
        return violations;
    }

    private static Snapshot ReadOrThrow(DocumentText document) =>
        Parse(document, Purpose.Snapshot, out var violations) ?? throw new SnapshotFormatException(violations);

    private static Snapshot? Parse(DocumentText document, Purpose purpose, out IReadOnlyList<SnapshotViolation> violations)
    {
        var snapshot = Parse(document, purpose, depth: 0, out IReadOnlyList<PlacedFinding> findings);
        violations = findings.Count == 0 ? [] : Locator.WithLines(document, findings);
        return snapshot;
    }

    private static Snapshot? Parse(DocumentText document, Purpose purpose, int depth, out IReadOnlyList<PlacedFinding> placed)
    {
        var findings = new List<Finding>();
        if (document.FirstInvalidByte() is >= 0 and var invalid)
        {
            findings.Add(new Finding(invalid, "encoding", $"The byte 0x{document.Utf8[invalid]:X2} is no UTF-8 here."));
            placed = Locator.WithPaths(document, findings);
            return null;
        }
        var parser = new SnapshotParser(document, keep: purpose != Purpose.Verdict, findings);
        try
        {
            parser.Read();
        }
        catch (JsonException failure)
        {
            findings.Add(SyntaxFinding(document.Utf8, failure));
            placed = Locator.WithPaths(document, findings);
            return null;
        }
        if (findings.Count > 0)
        {
            if (parser.TryGetEnvelope(out var member, out var enclosed))
            {
                // Which of two snapshots, or of two runs, an envelope means, nothing tells.
                var duplicates = findings.FindAll(finding => finding.Rule == "duplicate");
                if (duplicates.Count == 0) return ParseEnclosed(document, parser.State, member, enclosed, purpose, depth, out placed);
                findings = duplicates;
            }
            placed = Locator.WithPaths(document, findings);
            return null;
        }
        placed = purpose == Purpose.Inspection ? StateRules.Check(document, parser.State) : [];
        return purpose != Purpose.Verdict ? new Snapshot(parser.State, parser.Header) : null;
    }

    private static Snapshot? ParseEnclosed(
        DocumentText document, RunState envelope, string member, JsonValue enclosed, Purpose purpose, int depth, out IReadOnlyList<PlacedFinding> placed)
    {
        var enclosure = new Enclosure(document, member, enclosed);
        if (depth == MaxEnvelopes)
        {
            placed = [enclosure.Finding($"More than {MaxEnvelopes} envelopes stand in one another.")];
            return null;
        }
        var snapshot = Parse(enclosure.Inner, purpose == Purpose.Verdict ? Purpose.Snapshot : purpose, depth + 1, out IReadOnlyList<PlacedFinding> inner);
        placed = inner.Count == 0 ? [] : enclosure.Outward(inner);
        if (snapshot is null) return null;
        if (envelope.RunId.Length > 0 && envelope.RunId != snapshot.RunId)
        {
            placed = [enclosure.Finding($"The envelope is of run '{envelope.RunId}', the snapshot in it of run '{snapshot.RunId}'.")];
            return null;
        }
        if (envelope.WorkflowId.Length > 0 && envelope.WorkflowId != snapshot.WorkflowId)
        {
            placed = [enclosure.Finding($"The envelope is of workflow '{envelope.WorkflowId}', the snapshot in it of workflow '{snapshot.WorkflowId}'.")];
            return null;
        }
        return snapshot;
    }

    /// <summary>Where and why the text is no JSON, of what the JSON reader says.</summary>
    private static Finding SyntaxFinding(ReadOnlySpan<byte> text, JsonException failure)
    {
        var offset = OffsetOf(text, failure.LineNumber ?? 0, failure.BytePositionInLine ?? 0);
        var message = failure.Message;
        if (message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var end) message = message[..end];
        if (message.Contains("depth of", StringComparison.Ordinal) && message.Contains("exceeded", StringComparison.Ordinal))
            return new Finding(offset, "depth", $"Arrays and objects stand in one another too deep; {JsonValue.MaxDepth} levels are allowed in a value.");
        if (IsBeginning(text))
        {
            offset = text.Length;
            message = text.TrimStart(" \t\r\n"u8).IsEmpty ? "The document is empty." : "The document ends before its JSON does; it may have been cut.";
        }
        return new Finding(offset, "syntax", message);
    }

    /// <summary>Whether the text is no JSON only because it ends too early.</summary>
    private static bool IsBeginning(ReadOnlySpan<byte> text)
    {
        var options = new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth };
        var json = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(options));
        try
        {
            while (json.Read())
            {
                // Where the text goes wrong before its end, the reader throws.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int OffsetOf(ReadOnlySpan<byte> text, long line, long bytePosition)
    {
        var start = 0;
        for (; line > 0; line--) start += text[start..].IndexOf((byte)'\n') + 1;
        return (int)Math.Min(start + bytePosition, text.Length);
    }

    /// <summary>What a document is read for.</summary>
    private enum Purpose
    {
        /// <summary>Whether it is valid.</summary>
        Verdict,

        /// <summary>What it holds.</summary>
        Snapshot,

        /// <summary>Whether it is valid and agrees with itself.</summary>
        Inspection,
    }
}
