using System.Text.Json;
using PSSnapshots.Serialization;

namespace PSSnapshots.Repair;

/// <summary>Checks a whole JSON value against what the format has in its place.</summary>
internal static class UnitCheck
{
    /// <summary>Why a value cannot stand where it stands, or nothing.</summary>
    /// <param name="document">The text.</param>
    /// <param name="start">Where the value begins; it is JSON.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="kind">What the format has there; of a collection what it has in an entry.</param>
    public static string? Failure(DocumentText document, int start, int end, FieldKind kind)
    {
        var part = document.Part(start, end - start);
        if (part.FirstInvalidByte() is >= 0 and var invalid) return $"The byte 0x{part.Utf8[invalid]:X2} is no UTF-8 here.";
        var findings = new List<Finding>();
        Check(part, kind, new EntryChecker(findings));
        if (findings.Count == 0) return null;
        var first = Locator.WithPaths(part, findings)[0];
        return first.Path.Length == 0 ? first.Message : $"{first.Path[1..]}: {first.Message}";
    }

    private static void Check(DocumentText part, FieldKind kind, EntryChecker check)
    {
        var tokens = new JsonTokens(part);
        tokens.Read();
        switch (kind)
        {
            case FieldKind.StepResults:
                check.Entry(ref tokens, EntryShape.Step, out _);
                break;
            case FieldKind.Events:
                check.Entry(ref tokens, EntryShape.Event, out _);
                break;
            case FieldKind.Logs:
                check.Entry(ref tokens, EntryShape.Log, out _);
                break;
            case FieldKind.SuspendedPaths or FieldKind.Path:
                check.Path(ref tokens, keep: false, out _);
                break;
            case FieldKind.ExecutionGraph:
                if (tokens.Type == JsonTokenType.StartObject) check.Skip(ref tokens);
                else check.Expect(ref tokens, JsonTokenType.StartObject);
                break;
            case FieldKind.Text:
                check.Expect(ref tokens, JsonTokenType.String);
                break;
            case FieldKind.Time:
                check.Time(ref tokens, out _);
                break;
            case FieldKind.RunStatus:
                check.Status(ref tokens, out _);
                break;
            case FieldKind.TypeNotes:
                check.TypeNotes(ref tokens);
                break;
            case FieldKind.Version:
                check.Version(ref tokens, out _);
                break;
            case FieldKind.Count:
                check.Sequence(ref tokens, out _);
                break;
            default:
                check.Skip(ref tokens);
                break;
        }
    }
}
