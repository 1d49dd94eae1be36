using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>The first line of a generation of a run's journal.</summary>
/// <param name="RunId">The run ID.</param>
/// <param name="Generation">The generation, from 1.</param>
/// <param name="Control">The number of the lock and of the ownership file that count with it; 0 for the first.</param>
internal sealed record JournalHeader(string RunId, int Generation, int Control)
{
    private const int Format = 2;

    /// <summary>The highest number that a snapshot of an earlier generation had.</summary>
    public int Last { get; init; }

    /// <summary>The highest epoch in an earlier generation.</summary>
    public long Epoch { get; init; }

    /// <summary>The number of the last message in an earlier generation.</summary>
    public long Messages { get; init; }

    /// <summary>The number of the last message that was handled in an earlier generation.</summary>
    public long Handled { get; init; }

    /// <summary>How many bytes of records were taken over. Without them the generation is incomplete, and does not count.</summary>
    public long Length { get; init; }

    /// <summary>Makes the line with its line feed.</summary>
    public byte[] ToLine()
    {
        using var output = new Utf8Output();
        var first = true;
        RunHeadJson.Number("\"journal\":"u8, Format, output, ref first);
        RunHeadJson.Text("\"run\":"u8, RunId, output, ref first);
        RunHeadJson.Number("\"generation\":"u8, Generation, output, ref first);
        RunHeadJson.Number("\"control\":"u8, Control, output, ref first);
        RunHeadJson.Number("\"last\":"u8, Last, output, ref first);
        RunHeadJson.Number("\"epoch\":"u8, Epoch, output, ref first);
        RunHeadJson.Number("\"messages\":"u8, Messages, output, ref first);
        RunHeadJson.Number("\"handled\":"u8, Handled, output, ref first);
        RunHeadJson.Number("\"length\":"u8, Length, output, ref first);
        output.Json("}"u8);
        return JournalLine.Seal(output.Written, JournalLine.NoHash);
    }

    /// <summary>Reads the line, without its line feed.</summary>
    /// <exception cref="InvalidDataException">It is something else.</exception>
    public static JournalHeader Read(ReadOnlySpan<byte> line)
    {
        if (!JournalLine.IsSound(line)) throw new InvalidDataException("Its first line is damaged, or it is not a journal of a store.");
        var all = JournalLine.Parse(line);
        if (all.Number("journal"u8) is var format && format != Format)
            throw new InvalidDataException($"It is of format {format}; this version reads format {Format}.");
        if (all.Text("run"u8) is not { } runId
            || all.Count("generation"u8) is not { } generation
            || all.Count("control"u8) is not { } control
            || all.Count("last"u8) is not { } last)
        {
            throw new InvalidDataException("A field of its first line is missing, or is not what it should be.");
        }
        return new JournalHeader(runId, generation, control)
        {
            Last = last,
            Epoch = Math.Max(0, all.Number("epoch"u8)),
            Messages = Math.Max(0, all.Number("messages"u8)),
            Handled = Math.Max(0, all.Number("handled"u8)),
            Length = Math.Max(0, all.Number("length"u8)),
        };
    }
}
