using System.Text;
using System.Text.Json;
using PSSnapshots.Validation;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Reads and validates snapshots in JSON. The text can be UTF-8 or UTF-16, with or without a byte order mark, and of any
/// version 1.x. A snapshot can be in an envelope, in which some applications store exports
/// (<c>{runId, workflowId, snapshot, createdAt}</c> or <c>{runId, data}</c>).
/// </summary>
public static class SnapshotReader
{
    private const int MaxEnvelopes = 4;

    /// <summary>Reads a snapshot.</summary>
    /// <param name="document">The bytes of the document. The snapshot keeps references to the array, so it must not be changed afterwards.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="SnapshotFormatException">The document is not a valid snapshot.</exception>
    public static Snapshot Read(byte[] document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ReadOrThrow(DocumentText.Of(document));
    }

    /// <summary>Reads a snapshot from text.</summary>
    /// <param name="json">The text. Lone surrogates are preserved.</param>
    /// <returns>The snapshot.</returns>
    /// <exception cref="SnapshotFormatException">The text is not a valid snapshot.</exception>
    public static Snapshot Read(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ReadOrThrow(DocumentText.Of(json));
    }

    /// <summary>Validates a document against the snapshot format.</summary>
    /// <param name="document">The bytes of the document.</param>
    /// <returns>The violations, in the order of the text. The list is empty if the document is valid.</returns>
    public static IReadOnlyList<SnapshotViolation> Validate(byte[] document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ViolationsOf(DocumentText.Of(document), Purpose.Validation);
    }

    /// <summary>Validates text against the snapshot format.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The violations, in the order of the text. The list is empty if the text is valid. Byte offsets refer to the text as UTF-8.</returns>
    public static IReadOnlyList<SnapshotViolation> Validate(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ViolationsOf(DocumentText.Of(json), Purpose.Validation);
    }

    /// <summary>Validates a document against the snapshot format, and checks a valid document for contradictions.</summary>
    /// <param name="document">The bytes of the document. They must not be changed during the call.</param>
    /// <returns>The errors, in the order of the text. If there are none, the warnings about contradictions (see <see cref="StateRules"/>).</returns>
    public static IReadOnlyList<SnapshotViolation> Inspect(byte[] document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ViolationsOf(DocumentText.Of(document), Purpose.Inspection);
    }

    /// <summary>Validates text against the snapshot format, and checks a valid snapshot for contradictions.</summary>
    /// <param name="json">The text.</param>
    /// <returns>The errors, in the order of the text. If there are none, the warnings about contradictions. Byte offsets refer to the text as UTF-8.</returns>
    public static IReadOnlyList<SnapshotViolation> Inspect(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return ViolationsOf(DocumentText.Of(json), Purpose.Inspection);
    }

    /// <summary>Reads a snapshot, or returns <see langword="null"/> if the document is not valid.</summary>
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
        var parser = new SnapshotParser(document, keep: purpose != Purpose.Validation, findings);
        if (TryRead(document, ref parser, findings) && findings.Count > 0 && parser.TryGetEnvelope(out var member, out var enclosed))
        {
            // An envelope with duplicate members is ambiguous.
            findings.RemoveAll(finding => finding.Rule != "duplicate");
            if (findings.Count == 0) return ParseEnclosed(document, parser.State, member, enclosed, purpose, depth, out placed);
        }
        if (findings.Count > 0)
        {
            placed = Locator.WithPaths(document, findings);
            return null;
        }
        placed = purpose == Purpose.Inspection ? StateRules.Check(document, parser.State) : [];
        return purpose == Purpose.Validation ? null : new Snapshot(parser.State, parser.Header);
    }

    /// <summary>Runs the parser. Returns false, with a finding, if the text is not valid UTF-8 or not valid JSON.</summary>
    private static bool TryRead(DocumentText document, ref SnapshotParser parser, List<Finding> findings)
    {
        if (document.FirstInvalidByte() is >= 0 and var invalid)
        {
            findings.Add(new Finding(invalid, "encoding", $"The byte 0x{document.Utf8[invalid]:X2} is not valid UTF-8."));
            return false;
        }
        try
        {
            parser.Read();
            return true;
        }
        catch (JsonException failure)
        {
            findings.Add(SyntaxFinding(document.Utf8, failure));
            return false;
        }
    }

    private static Snapshot? ParseEnclosed(
        DocumentText document, RunState envelope, string member, JsonValue enclosed, Purpose purpose, int depth, out IReadOnlyList<PlacedFinding> placed)
    {
        var content = new EnvelopeContent(document, member, enclosed);
        if (depth == MaxEnvelopes)
        {
            placed = [content.Finding($"Envelopes are nested more than {MaxEnvelopes} levels deep.")];
            return null;
        }
        var snapshot = Parse(content.Inner, purpose == Purpose.Validation ? Purpose.Snapshot : purpose, depth + 1, out IReadOnlyList<PlacedFinding> inner);
        placed = inner.Count == 0 ? [] : content.ToEnvelope(inner);
        if (snapshot is null) return null;
        if (envelope.RunId.Length > 0 && envelope.RunId != snapshot.RunId)
        {
            placed = [content.Finding($"The envelope specifies run '{envelope.RunId}', but its snapshot is of run '{snapshot.RunId}'.")];
            return null;
        }
        if (envelope.WorkflowId.Length > 0 && envelope.WorkflowId != snapshot.WorkflowId)
        {
            placed = [content.Finding($"The envelope specifies workflow '{envelope.WorkflowId}', but its snapshot is of workflow '{snapshot.WorkflowId}'.")];
            return null;
        }
        return snapshot;
    }

    /// <summary>Converts the exception of the JSON reader to a finding.</summary>
    private static Finding SyntaxFinding(ReadOnlySpan<byte> text, JsonException failure)
    {
        var offset = OffsetOf(text, failure.LineNumber ?? 0, failure.BytePositionInLine ?? 0);
        var message = failure.Message;
        if (message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var end) message = message[..end];
        if (message.Contains("depth of", StringComparison.Ordinal) && message.Contains("exceeded", StringComparison.Ordinal))
            return new Finding(offset, "depth", $"The document is nested too deeply. The maximum depth of a value is {JsonValue.MaxDepth} levels.");
        if (IsTruncated(text))
        {
            offset = text.Length;
            message = text.TrimStart(" \t\r\n"u8).IsEmpty ? "The document is empty." : "The document ends unexpectedly. It may be truncated.";
        }
        return new Finding(offset, "syntax", message);
    }

    /// <summary>Returns true if the text is the start of valid JSON.</summary>
    private static bool IsTruncated(ReadOnlySpan<byte> text)
    {
        var options = new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth };
        var json = new Utf8JsonReader(text, isFinalBlock: false, new JsonReaderState(options));
        try
        {
            while (json.Read())
            {
                // The reader throws at an error before the end of the text.
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

    /// <summary>Specifies the result that is needed from a document.</summary>
    private enum Purpose
    {
        /// <summary>The violations of the format.</summary>
        Validation,

        /// <summary>The snapshot.</summary>
        Snapshot,

        /// <summary>The violations of the format, or the contradictions in a valid snapshot.</summary>
        Inspection,
    }
}
