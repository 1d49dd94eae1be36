using System.Globalization;
using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>A run with the same ID exists in the store. Nothing was started or changed.</summary>
public sealed class RunExistsException : SnapshotsException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="workflowId">The workflow that was to be started.</param>
    /// <param name="existing">The newest checkpoint of the run.</param>
    public RunExistsException(string runId, string workflowId, StoredSnapshot existing)
        : base(ErrorCodes.RunExists, Describe(runId, workflowId, existing))
    {
        RunId = runId;
        Existing = existing;
    }

    /// <summary>The run ID.</summary>
    public string RunId { get; }

    /// <summary>The newest checkpoint of the run.</summary>
    public StoredSnapshot Existing { get; }

    private static string Describe(string runId, string workflowId, StoredSnapshot existing)
    {
        ArgumentNullException.ThrowIfNull(existing);
        var found = string.Create(CultureInfo.InvariantCulture, $"{existing.Status}, checkpoint {existing.Sequence} of {existing.Timestamp.UtcDateTime:u}");
        if (existing.WorkflowId != workflowId)
            return $"Run '{runId}' already exists in the store as a run of workflow '{existing.WorkflowId}' ({found}), not of workflow '{workflowId}'. Use another run ID.";
        return existing.Status == RunStatus.Completed
            ? $"Run '{runId}' already exists in the store ({found}). Use another run ID, or -Force to start the run over."
            : $"Run '{runId}' already exists in the store ({found}). Use Resume-WorkflowRun, or Start-WorkflowRun with -Resume, to continue it, or -Force to start it over.";
    }
}
