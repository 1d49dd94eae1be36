using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Values without what is another one in every run: the times of logs and events, the run that an event names, and
/// the run's own id wherever it stands in a text as a word of its own.
/// </summary>
internal sealed class RunNeutral(string runId)
{
    /// <summary>What the run's id becomes: a character that stands for nothing else.</summary>
    private const string Placeholder = "\uFFFC";

    /// <summary>Whether a place tells of the run itself, so that what stands there is no difference between runs.</summary>
    public static bool IsOfRun(string[] tokens) =>
        tokens is ["runId"] or ["logs" or "events", _, "timestamp"] or ["events", _, "runId"];

    /// <summary>An entry of the logs or the events.</summary>
    public JsonValue Entry(JsonValue entry) => Text(entry.Without("timestamp").Without("runId"));

    /// <summary>A value at a place.</summary>
    public JsonValue? At(string[] tokens, JsonValue? value) => (tokens, value?.Kind) switch
    {
        (_, null) => null,
        (["logs" or "events"], JsonKind.Array) => List(value!),
        (["logs" or "events", _], _) => Entry(value!),
        _ => Text(value!),
    };

    private JsonValue List(JsonValue entries)
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("["u8);
        foreach (var entry in entries.Items())
        {
            output.Separator(ref first);
            output.Json(Entry(entry).Utf8);
        }
        output.Json("]"u8);
        return new JsonValue(JsonSlice.Of(output.Written), entries.Notes);
    }

    private JsonValue Text(JsonValue value)
    {
        // An id that is written with escapes is found only in texts that have some.
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
                    output.Name(WithoutId(member.Name), ref first);
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
                output.Text(WithoutId(JsonText.Unescape(json.Span[1..^1])));
                break;
            default:
                output.Json(json.Span);
                break;
        }
    }

    /// <summary>A text in which the run's id is the placeholder wherever no letter or digit adjoins it.</summary>
    private string WithoutId(string text)
    {
        var at = text.IndexOf(runId, StringComparison.Ordinal);
        if (at < 0) return text;
        var neutral = new StringBuilder();
        var done = 0;
        for (; at >= 0; at = text.IndexOf(runId, done, StringComparison.Ordinal))
        {
            var end = at + runId.Length;
            var isWord = (at == 0 || !char.IsLetterOrDigit(text[at - 1])) && (end == text.Length || !char.IsLetterOrDigit(text[end]));
            neutral.Append(text, done, at - done).Append(isWord ? Placeholder : runId);
            done = end;
        }
        return neutral.Append(text, done, text.Length - done).ToString();
    }
}
