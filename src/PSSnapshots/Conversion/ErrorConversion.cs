using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Converts error records, exceptions and strings to run errors.</summary>
internal static class ErrorConversion
{
    /// <summary>Returns the run error. For an error record it includes the position, ID, category and script stack trace.</summary>
    public static RunError ToRunError(object value) => value.Unwrap() switch
    {
        RunError error => error,
        ErrorRecord record => FromRecord(record, record.Exception, record.Exception.StackTrace),
        RuntimeException { ErrorRecord: { } record } exception when ThrownBy(exception) is var thrown => FromRecord(record, thrown, thrown.StackTrace),
        Exception exception => RunError.FromException(exception),
        string text => RunError.FromMessage(text),
        _ => RunError.FromJson(ObjectSerializer.ToValue(value)) ?? RunError.FromMessage("null"),
    };

    /// <summary>
    /// Returns the error of a step that the module ran, with the script stack trace. The exception's stack trace
    /// shows only PowerShell and this module.
    /// </summary>
    public static RunError OfStep(Exception failure) =>
        failure is RuntimeException { ErrorRecord: { ScriptStackTrace.Length: > 0 } record }
            ? FromRecord(record, ThrownBy(failure), record.ScriptStackTrace)
            : ToRunError(failure);

    /// <summary>
    /// Returns the exception that a script or cmdlet threw, which is <c>$_.Exception</c> in a catch block, without
    /// PowerShell's wrappers such as <see cref="ActionPreferenceStopException"/>.
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
