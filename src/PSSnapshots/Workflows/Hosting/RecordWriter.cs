using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Writes the records of another pipeline to a cmdlet's streams.</summary>
internal static class RecordWriter
{
    /// <param name="cmdlet">The cmdlet, on its pipeline thread.</param>
    /// <param name="record">A record of any stream other than output.</param>
    public static void Write(Cmdlet cmdlet, object? record)
    {
        switch (record)
        {
            case ErrorRecord error:
                cmdlet.WriteError(error);
                break;
            case WarningRecord warning:
                cmdlet.WriteWarning(warning.Message);
                break;
            case VerboseRecord verbose:
                cmdlet.WriteVerbose(verbose.Message);
                break;
            case DebugRecord debug:
                cmdlet.WriteDebug(debug.Message);
                break;
            case InformationRecord information:
                cmdlet.WriteInformation(information);
                break;
            case ProgressRecord progress:
                cmdlet.WriteProgress(progress);
                break;
        }
    }
}
