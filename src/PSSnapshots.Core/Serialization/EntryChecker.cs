using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Checks tokens against the snapshot format. Each violation is added to a list, and the check continues.</summary>
internal readonly struct EntryChecker
{
    private readonly List<Finding> _findings;

    /// <summary>Initializes a checker.</summary>
    /// <param name="findings">The list that violations are added to.</param>
    public EntryChecker(List<Finding> findings) => _findings = findings;

    /// <summary>Adds a violation.</summary>
    /// <param name="offset">The position in bytes of the text.</param>
    /// <param name="rule">The rule, as in <see cref="SnapshotViolation.Rule"/>.</param>
    /// <param name="message">The message.</param>
    /// <param name="member">The name of a missing member, which is appended to the path.</param>
    public void Report(int offset, string rule, string message, string? member = null) =>
        _findings.Add(new Finding(offset, rule, message, member));

    /// <summary>Marks a field as seen, and reports it if it was seen before.</summary>
    public void Seen(EntryShape shape, int field, int offset, ref uint seen)
    {
        if ((seen & (1u << field)) != 0) Report(offset, "duplicate", $"Duplicate field '{shape[field].Name}'.");
        seen |= 1u << field;
    }

    /// <summary>Reports the required fields that were not seen in the object at an offset.</summary>
    public void Missing(EntryShape shape, uint seen, int offset)
    {
        if ((seen & shape.RequiredBits) == shape.RequiredBits) return;
        foreach (var name in shape.Missing(seen)) Report(offset, "required", $"The required field '{name}' is missing.", name);
    }

    /// <summary>Checks the type of the current token. If it is another type, reports it, skips the value and returns false.</summary>
    public bool Expect(ref JsonTokens tokens, JsonTokenType expected)
    {
        if (tokens.Type == expected) return true;
        Report(tokens.Start, "type", $"Expected {Describe(expected)}, but found {Describe(tokens.Type)}.");
        Skip(ref tokens);
        return false;
    }

    /// <summary>Moves to the end of any value. Reports a value that is nested too deeply.</summary>
    public void Skip(ref JsonTokens tokens)
    {
        var start = tokens.Start;
        if (tokens.Skip() is > JsonValue.MaxDepth and var depth)
            Report(start, "depth", $"The value is nested {depth} levels deep. The maximum is {JsonValue.MaxDepth}.");
    }

    /// <summary>Checks an object without creating values.</summary>
    /// <param name="tokens">The tokens, at the first token of the value.</param>
    /// <param name="shape">The fields of the object.</param>
    /// <param name="stepStatus">The step status of the object, if it has one.</param>
    /// <returns>True if the value is an object.</returns>
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

    /// <summary>Reads a format version. Returns false if it is not a supported one.</summary>
    public bool Version(ref JsonTokens tokens, out string version)
    {
        version = "";
        if (!Expect(ref tokens, JsonTokenType.String)) return false;
        version = tokens.Text;
        if (SnapshotFormat.CanRead(version)) return true;
        Report(tokens.Start, "version", $"Version '{version}' is not supported. This module reads versions 1.x and writes version {SnapshotFormat.Version}.");
        return false;
    }

    /// <summary>Reads a sequence number. Returns false if it is not an integer greater than 0.</summary>
    public bool Sequence(ref JsonTokens tokens, out int sequence)
    {
        sequence = 0;
        if (!Expect(ref tokens, JsonTokenType.Number)) return false;
        if (tokens.TryGetInt32(out sequence) && sequence > 0) return true;
        Report(tokens.Start, "range", "A sequence number must be an integer from 1 to 2147483647.");
        return false;
    }

    /// <summary>Reads a time. Returns false if it is not a number in the supported range.</summary>
    public bool Time(ref JsonTokens tokens, out DateTimeOffset time)
    {
        time = default;
        if (!Expect(ref tokens, JsonTokenType.Number)) return false;
        if (EpochTime.TryRead(tokens.Raw, out time)) return true;
        Report(tokens.Start, "range", "A time must be a number of milliseconds since 1970-01-01 UTC, between the years 1 and 9999.");
        return false;
    }

    /// <summary>Reads a run status. Returns false if it is not a valid one.</summary>
    public bool Status(ref JsonTokens tokens, out RunStatus status)
    {
        status = default;
        if (!Expect(ref tokens, JsonTokenType.String)) return false;
        if (FormatName.TryParse(tokens.Raw, out status)) return true;
        ReportEnum(ref tokens, "run status", "INITIAL, RUNNING, PAUSED, RESUMED, COMPLETED, FAILED and SUSPENDED");
        return false;
    }

    /// <summary>Reads a path. Returns false if it is not an array.</summary>
    /// <param name="tokens">The tokens, at the first token of the value.</param>
    /// <param name="keep">Whether to create the path; otherwise, it is only checked.</param>
    /// <param name="path">The path; empty if it is not kept.</param>
    public bool Path(ref JsonTokens tokens, bool keep, out StepPath path)
    {
        path = StepPath.Empty;
        if (!Expect(ref tokens, JsonTokenType.StartArray)) return false;
        var indexes = keep ? new List<int>() : null;
        while (tokens.Read() && tokens.Type != JsonTokenType.EndArray)
        {
            if (!Expect(ref tokens, JsonTokenType.Number)) continue;
            if (tokens.TryGetInt32(out var index)) indexes?.Add(index);
            else Report(tokens.Start, "range", "An index in a path must be a 32-bit integer.");
        }
        if (indexes is { Count: > 0 }) path = new StepPath(indexes);
        return true;
    }

    /// <summary>Checks a <c>valueTypes</c> object. Returns false if it is not an object.</summary>
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
                    Report(tokens.Start, "range", "A count must be a 32-bit integer greater than 0.");
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
                if (Expect(ref tokens, JsonTokenType.String) && !FormatName.TryParse(tokens.Raw, out stepStatus))
                    ReportEnum(ref tokens, "step status", "running, completed, failed and suspended");
                break;
            case FieldKind.EventType:
                if (Expect(ref tokens, JsonTokenType.String) && !FormatName.TryParse(tokens.Raw, out WorkflowEventType _))
                    ReportEnum(ref tokens, "event type", "WorkflowStatusUpdate and StepStatusUpdate");
                break;
            case FieldKind.LogType:
                if (Expect(ref tokens, JsonTokenType.String) && !FormatName.TryParse(tokens.Raw, out RunLogType _))
                    ReportEnum(ref tokens, "log type", "status and step");
                break;
            case FieldKind.TypeNotes:
                TypeNotes(ref tokens);
                break;
            default:
                throw new InvalidOperationException($"An entry cannot have a field of kind {kind}.");
        }
    }

    private void ReportEnum(ref JsonTokens tokens, string what, string allowed)
    {
        var found = tokens.Raw.Length <= 64 ? tokens.Text : Encoding.UTF8.GetString(tokens.Raw[..61]) + "...";
        Report(tokens.Start, "enum", $"'{found}' is not a valid {what}. Valid values are {allowed}.");
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
