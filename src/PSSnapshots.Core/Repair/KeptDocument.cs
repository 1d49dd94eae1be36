using System.Text;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>A document of the pieces that were kept, which is read and checked like any other document.</summary>
internal sealed class KeptDocument
{
    private readonly List<Piece> _pieces;
    private readonly List<int> _offsets = [];
    private readonly DocumentText _document;

    private KeptDocument(DocumentText original, IEnumerable<Piece> pieces)
    {
        _pieces = [.. pieces];
        _document = DocumentText.OfUtf8(Write(original.Utf8));
    }

    /// <summary>Reads the pieces, and reports each that is not valid as lost.</summary>
    /// <param name="original">The damaged document.</param>
    /// <param name="pieces">The pieces. Those that are not valid are removed.</param>
    /// <param name="lost">The list to add lost parts to.</param>
    /// <returns>The parts of a snapshot; fields that no piece has are empty.</returns>
    public static (RunState State, SnapshotHeader Header) Read(DocumentText original, List<Piece> pieces, List<LostRange> lost)
    {
        while (true)
        {
            var kept = new KeptDocument(original, pieces.OrderBy(piece => (uint)piece.Field));
            var invalid = kept.Check(keep: true, out var parser);
            if (invalid.Count == 0) return (parser.State, parser.Header);
            lost.AddRange(invalid.Values);
            pieces.RemoveAll(piece => invalid.ContainsKey(piece.Start));
        }
    }

    /// <summary>Returns true if an entry is valid in its collection.</summary>
    public static bool IsValidEntry(DocumentText original, Piece entry) => SnapshotFields.EntryScore(entry.Field, original.Utf8, entry.Start) > 0
        && new KeptDocument(original, [entry]).Check(keep: false, out _).Count == 0;

    private Dictionary<int, LostRange> Check(bool keep, out SnapshotParser parser)
    {
        var findings = new List<Finding>();
        parser = new SnapshotParser(_document, keep, findings);
        parser.Read();
        return InvalidPieces(findings);
    }

    /// <summary>Returns the pieces that findings are in, by offset. A finding outside all pieces is a missing field.</summary>
    private Dictionary<int, LostRange> InvalidPieces(List<Finding> findings)
    {
        var invalid = new Dictionary<int, LostRange>();
        foreach (var finding in Locator.WithPaths(_document, findings.Where(finding => finding.Offset > 0)))
        {
            var index = _offsets.BinarySearch(finding.Offset);
            var piece = _pieces[index < 0 ? ~index - 1 : index];
            invalid.TryAdd(piece.Start, new LostRange(piece.Start, piece.End, piece.Path, Reason(finding, piece)));
        }
        return invalid;
    }

    private static string Reason(PlacedFinding finding, Piece piece)
    {
        var within = finding.Path.Split('/').Skip(piece.IsEntry ? 3 : 2).ToList();
        return within.Count == 0 ? finding.Message : $"{string.Join('/', within)}: {finding.Message}";
    }

    private byte[] Write(ReadOnlySpan<byte> text)
    {
        using var output = new Utf8Output();
        var first = true;
        var collection = -1;
        output.Append((byte)'{');
        foreach (var piece in _pieces)
        {
            if (collection >= 0 && (piece.Field != collection || !piece.IsEntry)) End(ref collection, output);
            if (piece.IsEntry && collection < 0)
            {
                collection = piece.Field;
                output.Name(SnapshotFields.Shape[collection].Name, ref first);
                output.Append((byte)(SnapshotFields.IsMap(collection) ? '{' : '['));
                first = true;
            }
            output.Separator(ref first);
            _offsets.Add(output.Written.Length);
            if (piece is { IsEntry: false, Field: >= 0 }) WriteName(piece.Field, output);
            output.Append(text[(piece is { IsEntry: false, Field: >= 0 } ? piece.ValueStart : piece.Start)..piece.End]);
        }
        if (collection >= 0) End(ref collection, output);
        output.Append((byte)'}');
        return output.ToArray();
    }

    private static void WriteName(int field, Utf8Output output)
    {
        var first = true;
        output.Name(SnapshotFields.Shape[field].Name, ref first);
    }

    private static void End(ref int collection, Utf8Output output)
    {
        output.Append((byte)(SnapshotFields.IsMap(collection) ? '}' : ']'));
        collection = -1;
    }
}
