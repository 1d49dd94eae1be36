using System.Buffers.Text;
using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// Who owns a run, the highest epoch and the highest acknowledged number, and the run's head for lists. It is in a file
/// of two slots; each write goes to the older one, so that a write that was cut leaves the other.
/// </summary>
internal sealed record OwnerRecord
{
    private const int SlotLength = 2048;
    private const int CheckLength = 32;
    private const int MaxNameLength = 100;

    // No count of a run comes near it; one above is damage, and must not overflow.
    private const long MaxCount = long.MaxValue / 2;

    /// <summary>The file before its first record. Both slots have their place, so that no later write needs room on the disk.</summary>
    public static readonly byte[] EmptyFile = [.. Blank(), .. Blank()];

    private static ReadOnlySpan<byte> CheckName => "{\"check\":\""u8;

    private static ReadOnlySpan<byte> VersionName => "\"version\":"u8;

    /// <summary>Counts the writes.</summary>
    public long Version { get; init; }

    public long Epoch { get; init; }

    /// <summary>The owner; <see langword="null"/> if the run is free.</summary>
    public RunOwner? Owner { get; init; }

    /// <summary>The name of the file that the owner's process keeps locked while it lives.</summary>
    public string? LivenessFile { get; init; }

    public DateTimeOffset Expires { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>The highest number of a snapshot that was acknowledged.</summary>
    public int Acknowledged { get; init; }

    /// <summary>The number of the last message in the inbox.</summary>
    public long Messages { get; init; }

    /// <summary>The generation of the journal, or an earlier one.</summary>
    public int Generation { get; init; }

    /// <summary>The head of the run; <see langword="null"/> if it does not fit, or there is no snapshot.</summary>
    public RunHead? Head { get; init; }

    /// <summary>The run ID; <see langword="null"/> if it does not fit.</summary>
    public string? RunId { get; init; }

    /// <summary>Reads the newer of the two slots that are whole.</summary>
    /// <returns>The record, or <see langword="null"/> if neither slot is whole.</returns>
    public static OwnerRecord? Read(ReadOnlySpan<byte> file)
    {
        var first = SlotAt(file, 0);
        var second = SlotAt(file, SlotLength);
        return VersionOf(first) > VersionOf(second) ? ReadSlot(first) ?? ReadSlot(second) : ReadSlot(second) ?? ReadSlot(first);
    }

    /// <summary>Where the slot that the record belongs to begins, and its text, filled up with blanks. What does not fit is left out.</summary>
    public (int Start, byte[] Slot) ToSlot()
    {
        var slot = TryWrite() ?? (this with { Head = null }).TryWrite() ?? (this with { Head = null, RunId = null }).TryWrite()
            ?? throw new SnapshotStoreException("The record of the owner is too long.");
        return ((int)(Version % 2) * SlotLength, slot);
    }

    private static ReadOnlySpan<byte> SlotAt(ReadOnlySpan<byte> file, int start) =>
        file.Length >= start + SlotLength ? file.Slice(start, file.Slice(start, SlotLength).LastIndexOfAnyExcept((byte)' ', (byte)'\n') + 1) : [];

    /// <summary>The version that a slot claims to have.</summary>
    private static long VersionOf(ReadOnlySpan<byte> slot)
    {
        var start = CheckName.Length + CheckLength + 2;
        return slot.Length > start && slot[start..].StartsWith(VersionName) && Utf8Parser.TryParse(slot[(start + VersionName.Length)..], out long version, out _) ? version : -1;
    }

    private static OwnerRecord? ReadSlot(ReadOnlySpan<byte> slot)
    {
        var bodyStart = CheckName.Length + CheckLength + 2;
        if (slot.Length <= bodyStart || !slot.StartsWith(CheckName) || !HashText.IsOf(slot.Slice(CheckName.Length, CheckLength), slot[bodyStart..])) return null;
        try
        {
            var all = JournalLine.Parse(slot);
            if (all.Number("version"u8) is var version && version is < 0 or > MaxCount || all.Number("epoch"u8) is < 0 or > MaxCount || all.Number("acknowledged"u8) > SnapshotRecord.MaxNumber) return null;
            var owner = all.Object("owner"u8);
            var runId = all.Text("run"u8);
            return new OwnerRecord
            {
                Version = version,
                Epoch = all.Number("epoch"u8),
                Owner = owner is null ? null : ReadOwner(owner),
                LivenessFile = owner?.Text("alive"u8),
                Expires = all.Time("expires"u8) ?? default,
                Duration = TimeSpan.FromMilliseconds(Math.Clamp(all.Number("duration"u8), 0, int.MaxValue)),
                Acknowledged = all.Count("acknowledged"u8) ?? 0,
                Messages = Math.Clamp(all.Number("messages"u8), 0, MaxCount),
                Generation = all.Count("generation"u8) ?? 0,
                RunId = runId,
                Head = runId is not null && all.Object("head"u8) is { } head ? RunHeadJson.Read(runId, head.Count("n"u8) ?? 0, head) : null,
            };
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static RunOwner ReadOwner(RecordFields owner) => new(
        owner.Text("name"u8) ?? "",
        owner.Text("machine"u8) ?? "",
        owner.Text("machineId"u8) ?? "",
        owner.Count("process"u8) ?? 0,
        owner.Time("since"u8) ?? default);

    /// <summary>The slot's text, or <see langword="null"/> if it does not fit.</summary>
    private byte[]? TryWrite()
    {
        using var output = new Utf8Output();
        var first = true;
        RunHeadJson.Number(VersionName, Version, output, ref first);
        RunHeadJson.Number("\"epoch\":"u8, Epoch, output, ref first);
        if (Owner is { } owner)
        {
            output.Json(",\"owner\":{"u8);
            var firstField = true;
            RunHeadJson.Text("\"name\":"u8, Cut(owner.Name), output, ref firstField);
            RunHeadJson.Text("\"machine\":"u8, Cut(owner.Machine), output, ref firstField);
            RunHeadJson.Text("\"machineId\":"u8, Cut(owner.MachineId), output, ref firstField);
            RunHeadJson.Number("\"process\":"u8, owner.ProcessId, output, ref firstField);
            RunHeadJson.Number("\"since\":"u8, owner.Since.ToUnixTimeMilliseconds(), output, ref firstField);
            RunHeadJson.Text("\"alive\":"u8, LivenessFile, output, ref firstField);
            output.Json("}"u8);
            RunHeadJson.Number("\"expires\":"u8, Expires.ToUnixTimeMilliseconds(), output, ref first);
            RunHeadJson.Number("\"duration\":"u8, (long)Duration.TotalMilliseconds, output, ref first);
        }
        RunHeadJson.Number("\"acknowledged\":"u8, Acknowledged, output, ref first);
        RunHeadJson.Number("\"messages\":"u8, Messages, output, ref first);
        RunHeadJson.Number("\"generation\":"u8, Generation, output, ref first);
        RunHeadJson.Text("\"run\":"u8, RunId, output, ref first);
        if (Head is not null && RunId is not null)
        {
            output.Json(",\"head\":{"u8);
            var firstField = true;
            RunHeadJson.Number("\"n\":"u8, Head.Sequence, output, ref firstField);
            RunHeadJson.Write(Head, output, ref firstField);
            output.Json("}"u8);
        }
        output.Json("}"u8);
        var room = SlotLength - CheckName.Length - CheckLength - 3;
        if (output.Written.Length > room) return null;
        var slot = Blank();
        CheckName.CopyTo(slot);
        CheckOf(output.Written).CopyTo(slot.AsSpan(CheckName.Length));
        "\","u8.CopyTo(slot.AsSpan(CheckName.Length + CheckLength));
        output.Written.CopyTo(slot.AsSpan(CheckName.Length + CheckLength + 2));
        return slot;
    }

    private static byte[] Blank()
    {
        var slot = new byte[SlotLength];
        slot.AsSpan(..^1).Fill((byte)' ');
        slot[^1] = (byte)'\n';
        return slot;
    }

    private static string? Cut(string text) => text.Length <= MaxNameLength ? text : text[..MaxNameLength];

    private static byte[] CheckOf(ReadOnlySpan<byte> body) => Encoding.ASCII.GetBytes(HashText.Of(body)[..CheckLength]);
}
