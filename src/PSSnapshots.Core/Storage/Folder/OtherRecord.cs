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
            HeadText.Text("\"step\":"u8, attempt.StepId, output, ref first);
            HeadText.Number("\"number\":"u8, attempt.Number, output, ref first);
            HeadText.Number("\"epoch\":"u8, attempt.Epoch, output, ref first);
            HeadText.Number("\"time\":"u8, attempt.Timestamp.ToUnixTimeMilliseconds(), output, ref first);
        }
        else if (Message is { } message)
        {
            output.Json("\"message\":{"u8);
            HeadText.Number("\"number\":"u8, message.Number, output, ref first);
            HeadText.Text("\"kind\":"u8, message.Kind.ToString(), output, ref first);
            HeadText.Number("\"time\":"u8, message.Timestamp.ToUnixTimeMilliseconds(), output, ref first);
            HeadText.Text("\"step\":"u8, message.StepId, output, ref first);
            HeadText.Text("\"sender\":"u8, message.Sender, output, ref first);
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
        JsonValue all;
        try
        {
            all = JournalLine.Parse(line);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        if (all.GetMember("attempt") is { Kind: JsonKind.Object } attempt)
        {
            return attempt.GetMember("step")?.GetString() is { } step && HeadText.CountOf(attempt, "number") is { } number
                ? new OtherRecord(new StepAttempt(step, number, HeadText.NumberOf(attempt, "epoch"), HeadText.TimeOf(attempt, "time") ?? default, last), null)
                : null;
        }
        if (all.GetMember("message") is not { Kind: JsonKind.Object } message
            || !Enum.TryParse(message.GetMember("kind")?.GetString(), out RunMessageKind kind)
            || HeadText.NumberOf(message, "number") is not (> 0 and var place))
        {
            return null;
        }
        var data = message.GetMember("data");
        if (data is not null && message.GetMember("valueTypes") is { Kind: JsonKind.Object } types) data = new JsonValue(data.Slice, TypeNotes.Read(types.Slice));
        return new OtherRecord(null, new RunMessage(kind, message.GetMember("step")?.GetString(), data, message.GetMember("sender")?.GetString())
        {
            Number = place,
            Timestamp = HeadText.TimeOf(message, "time") ?? default,
        });
    }
}
