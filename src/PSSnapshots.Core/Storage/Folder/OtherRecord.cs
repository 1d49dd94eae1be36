using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>A record of a journal that is not a snapshot: an attempt or a message.</summary>
/// <param name="Attempt">The attempt, if it is one.</param>
/// <param name="Message">The message, if it is one.</param>
internal sealed record OtherRecord(StepAttempt? Attempt, RunMessage? Message)
{
    private static ReadOnlySpan<byte> RemovedName => "\"removed\":["u8;

    /// <summary>Makes the body of a record that removes snapshots.</summary>
    public static void WriteRemoved(IEnumerable<int> numbers, Utf8Output output)
    {
        output.Append(RemovedName);
        var first = true;
        foreach (var number in numbers)
        {
            output.Separator(ref first);
            output.Number(number);
        }
        output.Append("]}"u8);
    }

    /// <summary>The numbers that a sound line removes; none if it is another record.</summary>
    /// <exception cref="InvalidDataException">The record is not what it should be.</exception>
    public static IEnumerable<int> RemovedBy(ReadOnlySpan<byte> line) =>
        !line[JournalLine.BodyStart..].StartsWith(RemovedName) ? []
        : [.. (JournalLine.Parse(line).Items("removed"u8) ?? []).Select(item => int.TryParse(item.Utf8, out var number) ? number : 0)];

    /// <summary>Makes the body of the record.</summary>
    public void Write(Utf8Output output)
    {
        var first = true;
        var firstField = true;
        if (Attempt is { } attempt)
        {
            output.Json("\"attempt\":{"u8);
            RunHeadJson.Text("\"step\":"u8, attempt.StepId, output, ref first);
            RunHeadJson.Number("\"number\":"u8, attempt.Number, output, ref first);
            RunHeadJson.Number("\"epoch\":"u8, attempt.Epoch, output, ref first);
            RunHeadJson.Number("\"time\":"u8, attempt.Timestamp.ToUnixTimeMilliseconds(), output, ref first);
        }
        else if (Message is { } message)
        {
            output.Json("\"message\":{"u8);
            RunHeadJson.Number("\"number\":"u8, message.Number, output, ref first);
            RunHeadJson.Text("\"kind\":"u8, message.Kind.ToString(), output, ref first);
            RunHeadJson.Number("\"time\":"u8, message.Timestamp.ToUnixTimeMilliseconds(), output, ref first);
            RunHeadJson.Text("\"step\":"u8, message.StepId, output, ref first);
            RunHeadJson.Text("\"sender\":"u8, message.Sender, output, ref first);
            if (message.Data is { } data)
            {
                output.Name("\"data\":"u8, ref first);
                output.Json(data.Utf8);
                if (data.Notes is { } notes)
                {
                    output.Name("\"valueTypes\":"u8, ref first);
                    output.Json("{"u8);
                    notes.WriteMembers("", output, ref firstField);
                    output.Json("}"u8);
                }
            }
        }
        output.Json("}}"u8);
    }

    /// <summary>Reads a sound line.</summary>
    /// <param name="line">The line, without its line feed.</param>
    /// <param name="last">The number of the last snapshot before it.</param>
    /// <returns>The record, or <see langword="null"/> if it is another one.</returns>
    public static OtherRecord? Read(ReadOnlySpan<byte> line, int last)
    {
        RecordFields all;
        try
        {
            all = JournalLine.Parse(line);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        if (all.Object("attempt"u8) is { } attempt)
        {
            return attempt.Text("step"u8) is { } step && attempt.Count("number"u8) is { } number
                ? new OtherRecord(new StepAttempt(step, number, attempt.Number("epoch"u8), attempt.Time("time"u8) ?? default, last), null)
                : null;
        }
        if (all.Object("message"u8) is not { } message
            || !Enum.TryParse(message.Text("kind"u8), out RunMessageKind kind)
            || message.Number("number"u8) is not (> 0 and var place))
        {
            return null;
        }
        var data = message.Value("data"u8);
        if (data is not null && message.Value("valueTypes"u8) is { Kind: JsonKind.Object } types) data = new JsonValue(data.Slice, TypeNotes.Read(types.Slice));
        return new OtherRecord(null, new RunMessage(kind, message.Text("step"u8), data, message.Text("sender"u8))
        {
            Number = place,
            Timestamp = message.Time("time"u8) ?? default,
        });
    }
}
