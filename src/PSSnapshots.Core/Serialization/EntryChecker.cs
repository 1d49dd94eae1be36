using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Checks tokens against the format, and notes what is wrong instead of stopping at it.</summary>
internal readonly struct EntryChecker
{
    private readonly List<Finding> _findings;

    public EntryChecker(List<Finding> findings) => _findings = findings;

    public void Report(int offset, string rule, string message, string? member = null) =>
        _findings.Add(new Finding(offset, rule, message, member));

    /// <summary>Notes a field's second appearance, and which fields were seen.</summary>
    public void Seen(EntryShape shape, int field, int offset, ref uint seen)
    {
        if ((seen & (1u << field)) != 0) Report(offset, "duplicate", $"The field '{shape[field].Name}' stands here twice.");
        seen |= 1u << field;
    }

    /// <summary>Notes the required fields that were not seen in the object that began at an offset.</summary>
    public void Missing(EntryShape shape, uint seen, int offset)
    {
        if ((seen & shape.RequiredBits) == shape.RequiredBits) return;
        foreach (var name in shape.Missing(seen)) Report(offset, "required", $"The required field '{name}' is missing.", name);
    }

    /// <summary>Checks that the token begins what is wanted; where it does not, notes it and goes past the value.</summary>
    public bool Expect(ref JsonTokens tokens, JsonTokenType wanted)
    {
        if (tokens.Type == wanted) return true;
        Report(tokens.Start, "type", $"Expected {Describe(wanted)}, found {Describe(tokens.Type)}.");
        Skip(ref tokens);
        return false;
    }

    /// <summary>Goes to the end of a value, whatever it is.</summary>
    public void Skip(ref JsonTokens tokens)
    {
        var start = tokens.Start;
        if (tokens.Skip() is > JsonValue.MaxDepth and var depth)
            Report(start, "depth", $"The value is nested {depth} levels deep; {JsonValue.MaxDepth} are allowed.");
    }

    /// <summary>Reads an object of a shape without keeping its parts.</summary>
    /// <param name="tokens">At the value's first token.</param>
    /// <param name="shape">Its fields.</param>
    /// <param name="stepStatus">The last step status among the fields.</param>
    /// <returns>Whether it is an object.</returns>
    public bool Entry(ref JsonTokens tokens, EntryShape shape, out StepStatus stepStatus)
    {
        stepStatus = default;
        if (!Expect(ref tokens, JsonTokenType.StartObject)) return false;
        var start = tokens.Start;
        uint seen = 0;
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            var field = shape.IndexOf(tokens.Plain);
            if (field >= 0) Seen(shape, field, tokens.Start, ref seen);
            tokens.Read();
            if (field < 0) Skip(ref tokens);
            else Value(ref tokens, shape[field].Kind, ref stepStatus);
        }
        Missing(shape, seen, start);
        return true;
    }

    public bool Version(ref JsonTokens tokens, out string version)
    {
        version = "";
        if (!Expect(ref tokens, JsonTokenType.String)) return false;
        version = tokens.Text;
        if (SnapshotFormat.CanRead(version)) return true;
        Report(tokens.Start, "version", $"Version '{version}' cannot be read here; versions 1 to 1.x can (this module writes {SnapshotFormat.Version}).");
        return false;
    }

    public bool Sequence(ref JsonTokens tokens, out int sequence)
    {
        sequence = 0;
        if (!Expect(ref tokens, JsonTokenType.Number)) return false;
        if (tokens.TryGetInt32(out sequence) && sequence > 0) return true;
        Report(tokens.Start, "range", "A sequence number is an integer from 1 to 2147483647.");
        return false;
    }

    public bool Time(ref JsonTokens tokens, out DateTimeOffset time)
    {
        time = default;
        if (!Expect(ref tokens, JsonTokenType.Number)) return false;
        if (EpochTime.TryRead(tokens.Raw, out time)) return true;
        Report(tokens.Start, "range", "A time is a number of milliseconds since 1970-01-01 UTC, between the years 1 and 9999.");
        return false;
    }

    public bool Status(ref JsonTokens tokens, out RunStatus status)
    {
        status = default;
        if (!Expect(ref tokens, JsonTokenType.String)) return false;
        if (FormatName.TryParse(tokens.Plain, out status)) return true;
        ReportEnum(ref tokens, "run status", "INITIAL, RUNNING, PAUSED, RESUMED, COMPLETED, FAILED or SUSPENDED");
        return false;
    }

    public bool Path(ref JsonTokens tokens, bool keep, out StepPath path)
    {
        path = StepPath.Empty;
        if (!Expect(ref tokens, JsonTokenType.StartArray)) return false;
        var indexes = keep ? new List<int>() : null;
        while (tokens.Read() && tokens.Type != JsonTokenType.EndArray)
        {
            if (!Expect(ref tokens, JsonTokenType.Number)) continue;
            if (tokens.TryGetInt32(out var index)) indexes?.Add(index);
            else Report(tokens.Start, "range", "An index in a path is an integer of 32 bits.");
        }
        if (indexes is { Count: > 0 }) path = new StepPath(indexes);
        return true;
    }

    public bool TypeNotes(ref JsonTokens tokens)
    {
        if (!Expect(ref tokens, JsonTokenType.StartObject)) return false;
        while (tokens.Read() && tokens.Type == JsonTokenType.PropertyName)
        {
            tokens.Read();
            Expect(ref tokens, JsonTokenType.String);
        }
        return true;
    }

    private void Value(ref JsonTokens tokens, FieldKind kind, ref StepStatus stepStatus)
    {
        switch (kind)
        {
            case FieldKind.Any:
                Skip(ref tokens);
                break;
            case FieldKind.Text:
                Expect(ref tokens, JsonTokenType.String);
                break;
            case FieldKind.Time:
                Time(ref tokens, out _);
                break;
            case FieldKind.Count:
                if (Expect(ref tokens, JsonTokenType.Number) && !(tokens.TryGetInt32(out var count) && count >= 1))
                    Report(tokens.Start, "range", "A count is an integer of 32 bits from 1.");
                break;
            case FieldKind.Path:
                Path(ref tokens, keep: false, out _);
                break;
            case FieldKind.Object:
                if (tokens.Type == JsonTokenType.StartObject) Skip(ref tokens);
                else Expect(ref tokens, JsonTokenType.StartObject);
                break;
            case FieldKind.RunStatus:
                Status(ref tokens, out _);
                break;
            case FieldKind.StepStatus:
                if (Expect(ref tokens, JsonTokenType.String) && !FormatName.TryParse(tokens.Plain, out stepStatus))
                    ReportEnum(ref tokens, "step status", "running, completed, failed or suspended");
                break;
            case FieldKind.EventType:
                if (Expect(ref tokens, JsonTokenType.String) && !FormatName.TryParse(tokens.Plain, out WorkflowEventType _))
                    ReportEnum(ref tokens, "event type", "WorkflowStatusUpdate or StepStatusUpdate");
                break;
            case FieldKind.LogType:
                if (Expect(ref tokens, JsonTokenType.String) && !FormatName.TryParse(tokens.Plain, out RunLogType _))
                    ReportEnum(ref tokens, "log type", "status or step");
                break;
            case FieldKind.TypeNotes:
                TypeNotes(ref tokens);
                break;
            default:
                throw new InvalidOperationException($"{kind} is no field of an entry.");
        }
    }

    private void ReportEnum(ref JsonTokens tokens, string what, string allowed)
    {
        var found = tokens.Raw.Length <= 64 ? tokens.Text : Encoding.UTF8.GetString(tokens.Raw[..61]) + "...";
        Report(tokens.Start, "enum", $"'{found}' is no {what}; it is one of {allowed}.");
    }

    private static string Describe(JsonTokenType type) => type switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.True or JsonTokenType.False => "a Boolean",
        JsonTokenType.Null => "null",
        _ => "nothing",
    };
}
