using System.ComponentModel;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// The error of a failed step or run. In JSON it is an object with <c>name</c>, <c>message</c>, <c>stack</c> and
/// <c>cause</c>, the properties of an Error in ECMA-262, <c>errors</c>, that of an AggregateError, and <c>position</c>; other shapes that exist in the world
/// (a text, a list of issues, an object that lost its message) are read too.
/// </summary>
[TypeConverter("PSSnapshots.Conversion.RunErrorConverter, PSSnapshots")]
public sealed class RunError
{
    private RunError(JsonValue json) => Json = json;

    /// <summary>The error's type, such as <c>System.IO.IOException</c>; empty if it is unknown.</summary>
    public string Type => Text("name") ?? "";

    /// <summary>The message.</summary>
    public string Message => Json.GetString()
        ?? Text("message")
        ?? IssuesMessage()
        ?? (IsMessageLost ? "The error's message was lost before it came here." : Json.ToString());

    /// <summary>The stack trace, if there is one.</summary>
    public string? StackTrace => Text("stack");

    /// <summary>The position in the script at which the error occurred, if it is known.</summary>
    public string? Position => Text("position");

    /// <summary>The inner error, if there is one.</summary>
    public RunError? Cause => FromJson(Json.GetMember("cause"));

    /// <summary>The complete error as the state stores it.</summary>
    public object? Details => Json.ToObject();

    /// <summary>
    /// Whether the error is an object without members, which is what JSON.stringify writes for an ECMAScript Error.
    /// </summary>
    public bool IsMessageLost => Json.Utf8.SequenceEqual("{}"u8);

    internal JsonValue Json { get; }

    /// <summary>Reads an error from JSON of any shape.</summary>
    /// <param name="json">The error's JSON. A missing value or null means that there is no error.</param>
    /// <returns>The error, or <see langword="null"/>.</returns>
    public static RunError? FromJson(JsonValue? json) => json is null || json.IsNull ? null : new RunError(json);

    /// <summary>Creates an error from an exception: its type, message, stack trace and inner exceptions.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The error.</returns>
    public static RunError FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return Create(exception, exception.StackTrace, null);
    }

    /// <summary>Creates an error that has only a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The error.</returns>
    public static RunError FromMessage(string message) => new(JsonValue.From(message));

    /// <summary>Creates an error from an exception, with further information from the script engine.</summary>
    /// <param name="exception">The exception.</param>
    /// <param name="stack">The stack trace of the exception or of the script; <see langword="null"/> if there is none.</param>
    /// <param name="position">The position in the script at which it was thrown, or <see langword="null"/>.</param>
    /// <param name="extras">Further members, as names and values.</param>
    /// <returns>The error.</returns>
    internal static RunError Create(Exception exception, string? stack, string? position, params ReadOnlySpan<(string Name, string? Text)> extras)
    {
        using var output = new Utf8Output();
        WriteOpen(exception, stack, output);
        WriteText("position", position, output);
        foreach (var (name, text) in extras) WriteText(name, text, output);
        output.Json("}"u8);
        return new RunError(new JsonValue(JsonSlice.Of(output.Written)));
    }

    /// <summary>Returns the type, if there is one, and the message.</summary>
    /// <returns>Text such as <c>System.IO.IOException: disk full</c>.</returns>
    public override string ToString() => VisibleText.Lines(Type.Length == 0 ? Message : $"{Type}: {Message}");

    private static void WriteOpen(Exception exception, string? stack, Utf8Output output)
    {
        output.Json("{\"name\":"u8);
        output.Text(exception.GetType().FullName);
        WriteText("message", exception.Message, output);
        WriteText("stack", stack, output);
        if (exception.InnerException is not { } inner) return;
        output.Json(",\"cause\":"u8);
        WriteOpen(inner, inner.StackTrace, output);
        output.Json("}"u8);
        // The first inner exception is the cause. Only an aggregate has others.
        if (exception is AggregateException { InnerExceptions: { Count: > 1 } all }) WriteErrors(all, output);
    }

    private static void WriteErrors(IEnumerable<Exception> errors, Utf8Output output)
    {
        output.Json(",\"errors\":["u8);
        var first = true;
        foreach (var error in errors)
        {
            output.Separator(ref first);
            WriteOpen(error, error.StackTrace, output);
            output.Json("}"u8);
        }
        output.Json("]"u8);
    }

    private static void WriteText(string name, string? text, Utf8Output output)
    {
        if (text is null) return;
        var first = false;
        output.Name(name, ref first);
        output.Text(text);
    }

    private string? Text(string member) => Json.GetMember(member)?.GetString();

    private string? IssuesMessage()
    {
        if (Json.GetMember("issues") is not { Kind: JsonKind.Array } issues) return null;
        var messages = new List<string>();
        foreach (var issue in JsonScan.Items(issues.Slice))
            messages.Add(new JsonValue(issue).GetMember("message")?.GetString() ?? "an issue without a message");
        return $"{messages.Count} issues: {string.Join("; ", messages)}";
    }
}
