using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Makes run errors of what scripts have: error records, exceptions, texts.</summary>
internal static class ErrorConversion
{
    /// <summary>The error as the state keeps it; of an error record with its position, id, category and script stack.</summary>
    public static RunError ToRunError(object value) => value.Unwrap() switch
    {
        RunError error => error,
        ErrorRecord record => FromRecord(record, record.Exception),
        RuntimeException { ErrorRecord: { } record } exception => FromRecord(record, exception),
        Exception exception => RunError.FromException(exception),
        string text => RunError.FromMessage(text),
        _ => RunError.FromJson(ObjectWalker.ToValue(value)) ?? RunError.FromMessage("null"),
    };

    private static RunError FromRecord(ErrorRecord record, Exception exception) => RunError.Create(
        exception,
        record.InvocationInfo?.PositionMessage,
        ("scriptStackTrace", record.ScriptStackTrace),
        ("errorId", record.FullyQualifiedErrorId),
        ("category", record.CategoryInfo.Category.ToString()));
}
