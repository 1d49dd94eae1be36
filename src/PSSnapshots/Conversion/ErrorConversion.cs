using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Makes run errors of what scripts have: error records, exceptions, texts.</summary>
internal static class ErrorConversion
{
    /// <summary>The error as the state keeps it; of an error record with its position, id, category and script stack.</summary>
    public static RunError ToRunError(object value) => value.Unwrap() switch
    {
        RunError error => error,
        ErrorRecord record => FromRecord(record, record.Exception, record.Exception.StackTrace),
        RuntimeException { ErrorRecord: { } record } exception => FromRecord(record, ThrownBy(exception), ThrownBy(exception).StackTrace),
        Exception exception => RunError.FromException(exception),
        string text => RunError.FromMessage(text),
        _ => RunError.FromJson(ObjectSerializer.ToValue(value)) ?? RunError.FromMessage("null"),
    };

    /// <summary>
    /// The error of a step that the module ran. Its stack is the script's, since that of the exception shows the engine and
    /// this module alone.
    /// </summary>
    public static RunError OfStep(Exception failure) =>
        failure is RuntimeException { ErrorRecord: { ScriptStackTrace.Length: > 0 } record }
            ? FromRecord(record, ThrownBy(failure), record.ScriptStackTrace)
            : ToRunError(failure);

    /// <summary>
    /// Returns what a script or a cmdlet threw, which is what <c>$_.Exception</c> is in a catch: without the exceptions in which
    /// the engine carries it, such as <see cref="ActionPreferenceStopException"/>.
    /// </summary>
    public static Exception ThrownBy(Exception failure)
    {
        while (failure is RuntimeException { ErrorRecord.Exception: { } carried } && carried is not ParentContainsErrorRecordException && carried != failure)
            failure = carried;
        return failure;
    }

    private static RunError FromRecord(ErrorRecord record, Exception exception, string? stack) => RunError.Create(
        exception,
        stack,
        record.InvocationInfo?.PositionMessage,
        ("scriptStackTrace", record.ScriptStackTrace),
        ("errorId", record.FullyQualifiedErrorId),
        ("category", record.CategoryInfo.Category.ToString()));
}
