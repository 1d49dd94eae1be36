using System.Globalization;
using System.Text;
using System.Text.Json;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// The file of one checkpoint: what it is, and how far its journal must be read for its state. The last field is the
/// SHA-256 of the text before it, so that a file that was cut or changed is known without its journal.
/// </summary>
/// <param name="RunId">The run.</param>
/// <param name="WorkflowId">The run's workflow.</param>
/// <param name="Sequence">The number in the store.</param>
/// <param name="Status">The run's status.</param>
/// <param name="Header">What tells of the snapshot rather than of the run; the id is always there.</param>
/// <param name="Place">Where its state is.</param>
internal sealed record CheckpointFile(
    string RunId, string WorkflowId, int Sequence, RunStatus Status, SnapshotHeader Header, JournalPlace Place)
{
    private const int Format = 1;

    private static ReadOnlySpan<byte> CheckStart => ",\"check\":\""u8;

    /// <summary>The file's text, as UTF-8.</summary>
    public byte[] ToUtf8()
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("{"u8);
        Number("\"format\":"u8, Format);
        Text("\"runId\":"u8, RunId);
        Text("\"workflowId\":"u8, WorkflowId);
        Number("\"sequence\":"u8, Sequence);
        output.Name("\"timestamp\":"u8, ref first);
        EpochTime.Write(Header.Timestamp, output);
        output.Name("\"status\":"u8, ref first);
        output.Json(FormatName.Of(Status));
        Text("\"label\":"u8, Header.Label);
        Text("\"id\":"u8, Header.Id);
        Text("\"parent\":"u8, Header.ParentId);
        Text("\"version\":"u8, Header.Version);
        output.Name("\"journals\":"u8, ref first);
        output.Json("["u8);
        var firstPiece = true;
        foreach (var piece in Place.Pieces)
        {
            output.Separator(ref firstPiece);
            output.Json("{"u8);
            first = true;
            Text("\"file\":"u8, piece.Journal);
            Number("\"start\":"u8, piece.Start);
            Number("\"end\":"u8, piece.End);
            Text("\"sha256\":"u8, piece.Hash);
            output.Json("}"u8);
        }
        output.Json("]"u8);
        first = false;
        Number("\"added\":"u8, Place.Added);
        Number("\"outdated\":"u8, Place.Outdated);
        var check = HashText.Of(output.Written);
        output.Append(CheckStart);
        output.Append(Encoding.ASCII.GetBytes(check));
        output.Append("\"}\n"u8);
        return output.ToArray();

        void Number(ReadOnlySpan<byte> name, long value)
        {
            output.Name(name, ref first);
            output.Number(value);
        }

        void Text(ReadOnlySpan<byte> name, string? value)
        {
            if (value is null) return;
            output.Name(name, ref first);
            output.Text(value);
        }
    }

    /// <summary>What a store says of it.</summary>
    /// <param name="path">The file's path.</param>
    /// <param name="length">The file's length in bytes.</param>
    public StoredSnapshot ToStored(string path, long length) =>
        new(RunId, WorkflowId, Sequence, Header.Timestamp, Status, Header.Label, Header.Id!, length + Place.Added) { Location = path };

    /// <summary>Reads a file's text.</summary>
    /// <param name="utf8">The text.</param>
    /// <returns>The checkpoint.</returns>
    /// <exception cref="InvalidDataException">It is no sound checkpoint; the message says why, as a sentence.</exception>
    public static CheckpointFile Read(byte[] utf8)
    {
        if (utf8.Length == 0) throw new InvalidDataException("The file is empty.");
        JsonValue all;
        try
        {
            all = JsonValue.FromUtf8([.. utf8]);
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException("It is no JSON; it may have been cut, or be no checkpoint.", failure);
        }
        if (all.Kind != JsonKind.Object || Text("check") is not { } check || all.GetMember("journals") is not { Kind: JsonKind.Array } journals)
            throw new InvalidDataException("It is JSON, but no checkpoint of a store.");
        var body = utf8.AsSpan().LastIndexOf(CheckStart);
        if (body < 0 || HashText.Of(utf8.AsSpan(0, body)) != check)
            throw new InvalidDataException("It was changed after it was written: its checksum is another.");
        if (Number("format") != Format)
            throw new InvalidDataException($"It is of format {Number("format")}; this version reads format {Format}.");
        if (Text("runId") is not { } runId
            || Text("workflowId") is not { } workflowId
            || Text("id") is not { } id
            || Number("sequence") is not (> 0 and <= int.MaxValue)
            || all.GetMember("timestamp") is not { } stamp
            || !EpochTime.TryRead(stamp.Utf8, out var timestamp)
            || all.GetMember("status") is not { Kind: JsonKind.String } name
            || !FormatName.TryParse(name.Utf8[1..^1], out RunStatus status)
            || !TryReadPieces(journals, out var pieces))
        {
            throw new InvalidDataException("A field of the checkpoint is missing, or is not what it should be.");
        }
        var header = new SnapshotHeader(Text("version") ?? SnapshotFormat.Version, timestamp, id, null, Text("label"), Text("parent"));
        return new CheckpointFile(runId, workflowId, (int)Number("sequence"), status, header, new JournalPlace(pieces, Number("added"), Number("outdated")));

        string? Text(string field) => TextOf(all, field);

        long Number(string field) => NumberOf(all, field);
    }

    private static bool TryReadPieces(JsonValue journals, out IReadOnlyList<JournalPiece> pieces)
    {
        var found = new List<JournalPiece>();
        pieces = found;
        foreach (var journal in journals.Items())
        {
            if (journal.Kind != JsonKind.Object || TextOf(journal, "file") is not { } file || TextOf(journal, "sha256") is not { } hash) return false;
            var piece = new JournalPiece(file, NumberOf(journal, "start"), NumberOf(journal, "end"), hash);
            // The first begins with a whole state, and no other does.
            if (!StoreFileName.IsJournal(file) || piece.Start < 0 || piece.End < piece.Start || piece.Start > 0 != (found.Count == 0)) return false;
            found.Add(piece);
        }
        return found.Count is > 0 and <= JournalPlace.MaxPieces && found.Sum(piece => piece.End) <= Array.MaxLength;
    }

    private static string? TextOf(JsonValue owner, string field) => owner.GetMember(field)?.GetString();

    private static long NumberOf(JsonValue owner, string field) =>
        owner.GetMember(field) is { } value && long.TryParse(value.Utf8, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}
