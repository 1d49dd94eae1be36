using System.Management.Automation;
using PSSnapshots.Shell.Hosting;

namespace PSSnapshots.Shell;

/// <summary>
/// Shows the error that ended a pipeline. Errors that do not end one pass through Out-Default with everything else,
/// so the engine's own view of errors (<c>$ErrorView</c>) makes both look the same.
/// </summary>
internal static class ErrorView
{
    public static void Show(ShellSession session, Exception exception)
    {
        ErrorRecord record = exception is IContainsErrorRecord { ErrorRecord: { } contained }
            ? new ErrorRecord(contained, exception)
            : new ErrorRecord(exception, exception.GetType().Name, ErrorCategory.NotSpecified, null);

        using PowerShell pipeline = session.CreatePipeline();
        pipeline.AddCommand("Out-Default").AddParameter("InputObject", record);
        using (session.Host.Interface.WriteToErrorStream())
        {
            try
            {
                pipeline.Invoke();
            }
            catch (RuntimeException)
            {
                // A broken view must not hide the error itself.
                session.Host.UI.WriteErrorLine(exception.Message);
            }
        }
    }
}
