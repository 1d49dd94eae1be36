using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSSnapshots.Errors;
using PSSnapshots.Session;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Stores;

/// <summary>
/// Loads the checkpoint that a run resumes from. Failures are reported as errors, and damaged checkpoints also as
/// warnings.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="warn">Receives warnings.</param>
/// <param name="report">Receives errors.</param>
internal sealed class CheckpointLoader(ISnapshotStore store, Action<string> warn, Action<ErrorRecord> report)
{
    private Snapshot? _read;

    /// <summary>Finds the newest checkpoint of a run.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="force">Whether to use an older checkpoint if the newest one is damaged or missing.</param>
    /// <param name="definition">Returns the definition, which determines the steps that would run again.</param>
    /// <param name="found">When this method returns, the checkpoint, or <see langword="null"/> if there is none.</param>
    /// <returns><see langword="false"/> if an error was reported.</returns>
    public bool TryLoadNewest(string runId, bool force, Func<WorkflowDefinition?> definition, out StoredSnapshot? found)
    {
        found = null;
        try
        {
            found = ResumeCheck.FindNewest(
                store, runId, out var damaged, problem => warn(MessageText.Of(nameof(Messages.StoreProblem), problem.Location, problem.Reason)));
            if (found is not null && damaged is null) damaged = ReadOrDescribe(found);
            return damaged is null || TryUseOlder(runId, force, damaged, definition, out found);
        }
        catch (SnapshotStoreException failure)
        {
            report(ErrorRecords.OfStore(nameof(Messages.StoreReadFailed), failure, runId));
            return false;
        }
    }

    /// <summary>Creates the run from a checkpoint.</summary>
    public bool TryRead(StoredSnapshot stored, [NotNullWhen(true)] out WorkflowRun? run)
    {
        run = null;
        try
        {
            run = SnapshotSession.Manager.Restore(_read?.Id == stored.SnapshotId ? _read : store.Read(stored));
            return true;
        }
        catch (SnapshotStoreException failure)
        {
            report(ErrorRecords.OfStore(nameof(Messages.StoreReadFailed), failure, stored.RunId));
            return false;
        }
    }

    private bool TryUseOlder(string runId, bool force, StoreProblem damaged, Func<WorkflowDefinition?> definition, out StoredSnapshot? older)
    {
        older = store.List(runId).Reverse().FirstOrDefault(stored => ReadOrDescribe(stored) is null);
        if (force && older is not null)
        {
            warn(MessageText.Of(nameof(Messages.OlderCheckpoint), runId, older.Sequence));
            return true;
        }
        var lost = LostSteps.Of(store, older, older is null ? RunState.Create("", runId) : _read!.State, definition());
        report(ErrorRecords.Of(new DamagedCheckpointException(runId, damaged, older, lost), runId));
        return false;
    }

    /// <summary>Reads a checkpoint.</summary>
    /// <returns>The damage, or <see langword="null"/> if the checkpoint was read.</returns>
    private StoreProblem? ReadOrDescribe(StoredSnapshot stored)
    {
        try
        {
            _read = store.Read(stored);
            return null;
        }
        catch (SnapshotStoreException failure) when (failure is not StoreBusyException)
        {
            return new StoreProblem(stored.Location ?? failure.Location ?? "", failure.Message) { RunId = stored.RunId, Sequence = stored.Sequence };
        }
    }
}
