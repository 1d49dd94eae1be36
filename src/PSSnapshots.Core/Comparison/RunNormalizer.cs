using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Removes run-specific data from values so that runs can be compared: the timestamps of logs and events, the run IDs of
/// events, and the ID of the run wherever it is a whole word in a text or a member name.
/// </summary>
internal sealed class RunNormalizer(string runId)
{
    /// <summary>The text that replaces the run ID: U+FFFC, which is not expected in other text.</summary>
    private const string Placeholder = "\uFFFC";

    /// <summary>Returns whether the value at a path is run-specific as a whole.</summary>
    public static bool IsRunSpecific(string[] tokens) =>
        tokens is ["runId"] or ["logs" or "events", _, "timestamp"] or ["events", _, "runId"];

    /// <summary>Returns a log entry or an event without run-specific data.</summary>
    public JsonValue NormalizeEntry(JsonValue entry) => ReplaceRunId(entry.Without("timestamp").Without("runId"));

    /// <summary>Returns the value at a path without run-specific data.</summary>
    public JsonValue? Normalize(string[] tokens, JsonValue? value) => (tokens, value?.Kind) switch
    {
        (_, null) => null,
        (["logs" or "events"], JsonKind.Array) => NormalizeEntries(value!),
        (["logs" or "events", _], _) => NormalizeEntry(value!),
        _ => ReplaceRunId(value!),
    };

    /// <summary>Returns a path as a JSON Pointer (RFC 6901) without the run ID in member names.</summary>
    public string NormalizePath(string[] tokens) => JsonPointer.Of(Array.ConvertAll(tokens, ReplaceRunId));

    private JsonValue NormalizeEntries(JsonValue entries)
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("["u8);
        foreach (var entry in entries.Items())
        {
            output.Separator(ref first);
            output.Json(NormalizeEntry(entry).Utf8);
        }
        output.Json("]"u8);
        return new JsonValue(JsonSlice.Of(output.Written), entries.Notes);
    }

    private JsonValue ReplaceRunId(JsonValue value)
    {
        // A backslash can be part of an escaped run ID.
        if (runId.Length == 0 || (value.Utf8.IndexOf(Encoding.UTF8.GetBytes(runId)) < 0 && !value.Utf8.Contains((byte)'\\'))) return value;
        using var output = new Utf8Output();
        Write(value.Slice, output);
        return new JsonValue(JsonSlice.Of(output.Written), value.Notes);
    }

    private void Write(JsonSlice json, Utf8Output output)
    {
        var first = true;
        switch (JsonEquality.KindOf(json.First))
        {
            case JsonKind.Object:
                output.Json("{"u8);
                foreach (var member in JsonScan.Members(json))
                {
                    output.Name(ReplaceRunId(member.Name), ref first);
                    Write(member.Value, output);
                }
                output.Json("}"u8);
                break;
            case JsonKind.Array:
                output.Json("["u8);
                foreach (var item in JsonScan.Items(json))
                {
                    output.Separator(ref first);
                    Write(item, output);
                }
                output.Json("]"u8);
                break;
            case JsonKind.String:
                output.Text(ReplaceRunId(JsonText.Unescape(json.Span[1..^1])));
                break;
            default:
                output.Json(json.Span);
                break;
        }
    }

    /// <summary>Replaces each run ID that has no letter or digit directly before or after it.</summary>
    private string ReplaceRunId(string text)
    {
        var start = runId.Length == 0 ? -1 : text.IndexOf(runId, StringComparison.Ordinal);
        if (start < 0) return text;
        var result = new StringBuilder();
        var copied = 0;
        for (; start >= 0; start = text.IndexOf(runId, copied, StringComparison.Ordinal))
        {
            var end = start + runId.Length;
            var isWord = (start == 0 || !char.IsLetterOrDigit(text[start - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            result.Append(text, copied, start - copied).Append(isWord ? Placeholder : runId);
            copied = end;
        }
        return result.Append(text, copied, text.Length - copied).ToString();
    }
}
