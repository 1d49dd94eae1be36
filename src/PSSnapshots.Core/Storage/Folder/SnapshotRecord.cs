using System.Globalization;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>The record of a snapshot in a journal: a header, then the whole state or what changed since another record.</summary>
/// <param name="Head">The snapshot, and what a list of runs shows.</param>
/// <param name="Base">The number of the snapshot that the changes belong to; 0 for a whole state.</param>
/// <param name="Start">Where the record with the whole state begins, counted from the first record of the journal.</param>
/// <param name="Size">The length of the state or the changes, in bytes.</param>
internal sealed record SnapshotRecord(RunHead Head, int Base, long Start, int Size)
{
    /// <summary>The version of the format that the snapshot was made in.</summary>
    public required string Version { get; init; }

    /// <summary>The ID of the snapshot before it.</summary>
    public string? ParentId { get; init; }

    /// <summary>How many bytes of values were added with it.</summary>
    public long Added { get; init; }

    /// <summary>About how many bytes since the whole state are replaced by later ones.</summary>
    public long Outdated { get; init; }

    /// <summary>The number of the last message that is handled in its state.</summary>
    public long Handled { get; init; }

    /// <summary>
    /// Where the record begins that has the same list of waiting steps, counted from the first record of the journal;
    /// <see langword="null"/> if the list is in <see cref="Head"/>.
    /// </summary>
    public long? WaitingAt { get; init; }

    /// <summary>The places in the state or the changes of values that are kept apart, each with its SHA-256.</summary>
    public IReadOnlyList<(int Offset, string Hash)> Values { get; init; } = [];

    /// <summary>The highest number that a record may have. Damage cannot use the numbers of a run up.</summary>
    public const int MaxNumber = int.MaxValue / 2;

    private static ReadOnlySpan<byte> StateName => ",\"state\":"u8;

    private static ReadOnlySpan<byte> ChangesName => ",\"changes\":"u8;

    /// <summary>Makes the body of the record's line.</summary>
    /// <param name="payload">The state or the changes, with the references to values in it.</param>
    /// <param name="output">Receives the body.</param>
    public void Write(ReadOnlySpan<byte> payload, Utf8Output output)
    {
        var first = true;
        RunHeadJson.Number("\"n\":"u8, Head.Sequence, output, ref first);
        RunHeadJson.Number("\"base\":"u8, Base, output, ref first);
        RunHeadJson.Number("\"start\":"u8, Start, output, ref first);
        RunHeadJson.Number("\"size\":"u8, payload.Length, output, ref first);
        RunHeadJson.Write(Head, output, ref first, WaitingAt);
        RunHeadJson.Text("\"parent\":"u8, ParentId, output, ref first);
        if (Version != SnapshotFormat.Version) RunHeadJson.Text("\"version\":"u8, Version, output, ref first);
        if (Added > 0) RunHeadJson.Number("\"added\":"u8, Added, output, ref first);
        if (Outdated > 0) RunHeadJson.Number("\"outdated\":"u8, Outdated, output, ref first);
        if (Handled > 0) RunHeadJson.Number("\"handled\":"u8, Handled, output, ref first);
        if (Values.Count > 0)
        {
            output.Name("\"values\":"u8, ref first);
            output.Json("{"u8);
            var firstValue = true;
            foreach (var (offset, hash) in Values)
            {
                output.Name(offset.ToString(CultureInfo.InvariantCulture), ref firstValue);
                output.Text(hash);
            }
            output.Json("}"u8);
        }
        output.Append(Base == 0 ? StateName : ChangesName);
        output.Append(payload);
        output.Append((byte)'}');
    }

    /// <summary>Reads the header of a record.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="line">The line, which is sound.</param>
    /// <returns>The record, or <see langword="null"/> if the line is another record.</returns>
    /// <exception cref="InvalidDataException">The header is not what it should be.</exception>
    public static SnapshotRecord? Read(string runId, ReadOnlySpan<byte> line)
    {
        if (!JournalLine.TryReadNumbers(line, out var number, out var baseNumber, out var start, out var size)) return null;
        if (number > MaxNumber) throw new InvalidDataException($"The number {number} is too high.");
        var header = line[..(line.Length - 1 - size)];
        var name = baseNumber == 0 ? StateName : ChangesName;
        if (!header.EndsWith(name)) throw new InvalidDataException("The record's header does not end where its size says.");
        var all = JournalLine.Parse([.. header[..^name.Length], (byte)'}']);
        return new SnapshotRecord(RunHeadJson.Read(runId, number, all), baseNumber, start, size)
        {
            Version = all.Text("version"u8) ?? SnapshotFormat.Version,
            ParentId = all.Text("parent"u8),
            Added = Math.Max(0, all.Number("added"u8)),
            Outdated = Math.Max(0, all.Number("outdated"u8)),
            Handled = Math.Max(0, all.Number("handled"u8)),
            WaitingAt = all.Number("waitingAt"u8) is >= 0 and var at ? at : null,
            Values = all.Value("values"u8) is { } values ? ReadValues(values) : [],
        };
    }

    /// <summary>The stored snapshot that the record is.</summary>
    /// <param name="path">The journal.</param>
    /// <param name="length">The length of its line.</param>
    public StoredSnapshot ToStored(string path, long length) =>
        new(Head.RunId, Head.WorkflowId, Head.Sequence, Head.Timestamp, Head.Status, Head.Label, Head.SnapshotId, length + Added) { Epoch = Head.Epoch, Location = path };

    /// <summary>The snapshot that the record is.</summary>
    public Snapshot ToSnapshot(RunState state) =>
        new(state, new SnapshotHeader(Version, Head.Timestamp, Head.SnapshotId, Head.Sequence, Head.Label, ParentId));

    /// <summary>Reads the places of values.</summary>
    /// <exception cref="InvalidDataException">They are not what they should be.</exception>
    public static List<(int Offset, string Hash)> ReadValues(JsonValue values)
    {
        if (values.Kind != JsonKind.Object) throw new InvalidDataException("The record's list of values is not an object.");
        var found = new List<(int Offset, string Hash)>();
        foreach (var member in JsonScan.Members(values.Slice))
        {
            if (!int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var offset)
                || new JsonValue(member.Value).GetString() is not { Length: 64 } hash
                || !hash.All(char.IsAsciiHexDigitLower)
                || (found.Count > 0 && offset <= found[^1].Offset))
            {
                throw new InvalidDataException("The record's list of values is not what it should be.");
            }
            found.Add((offset, hash));
        }
        return found;
    }
}
