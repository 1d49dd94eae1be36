using System.Diagnostics.CodeAnalysis;
using System.Management.Automation;
using PSSnapshots.Session;
using PSSnapshots.Storage;
using PSSnapshots.Workflows;
using PSSnapshots.Workflows.Engine;

namespace PSSnapshots.Stores;

/// <summary>Finds the checkpoint from which a run continues. What fails is reported as an error, what is damaged as a warning too.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="store">The store.</param>
internal sealed class CheckpointLoader(PSCmdlet cmdlet, ISnapshotStore store)
{
    private Snapshot? _read;

    /// <summary>Finds the newest checkpoint of a run.</summary>
    /// <param name="runId">The run ID.</param>
    /// <param name="force">Whether an older checkpoint is used if the newest is damaged or missing.</param>
    /// <param name="definition">Gets the definition, which tells which steps would run again.</param>
    /// <param name="found">Gets the checkpoint, or <see langword="null"/> if there is none.</param>
    /// <returns>False if that was reported as an error.</returns>
    public bool TryLoadNewest(string runId, bool force, Func<WorkflowDefinition?> definition, out StoredSnapshot? found)
    {
        found = null;
        try
        {
            StoreProblem? damaged = null;
            found = store.GetLatest(runId, problem =>
            {
                cmdlet.WriteWarning(MessageText.Of(nameof(Messages.StoreProblem), problem.Location, problem.Reason));
                if (damaged is null || problem.Sequence > (damaged.Sequence ?? 0)) damaged = problem;
            });
            if (found is null && damaged is null) return true;
            var isDamaged = damaged is not null && (found is null || damaged.Sequence > found.Sequence);
            if (!isDamaged)
            {
                try
                {
                    _read = store.Read(found!);
                    return true;
                }
                catch (SnapshotStoreException failure) when (failure is not StoreBusyException)
                {
                    damaged = new StoreProblem(found!.Location ?? failure.Location ?? "", failure.Message) { RunId = runId, Sequence = found.Sequence };
                }
            }
            var older = FindReadable(runId, out var state);
            if (force && older is not null)
            {
                cmdlet.WriteWarning(MessageText.Of(nameof(Messages.OlderCheckpoint), runId, older.Sequence));
                found = older;
                return true;
            }
            var lost = older is null ? [] : LostSteps.Of(store, older, state!, definition());
            cmdlet.WriteError(RunFailure.ToErrorRecord(new DamagedCheckpointException(runId, damaged!, older, lost), runId)!);
            return false;
        }
        catch (SnapshotStoreException failure)
        {
            cmdlet.WriteError(RunFailure.ToErrorRecord(failure, runId)!);
            return false;
        }
    }

    /// <summary>Makes the run of a checkpoint.</summary>
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
            cmdlet.WriteError(RunFailure.ToErrorRecord(failure, stored.RunId)!);
            return false;
        }
    }

    private StoredSnapshot? FindReadable(string runId, out RunState? state)
    {
        foreach (var stored in store.List(runId).Reverse())
        {
            try
            {
                _read = store.Read(stored);
                state = _read.State;
                return stored;
            }
            catch (SnapshotStoreException failure) when (failure is not StoreBusyException)
            {
                // Damaged too: the one before it.
            }
        }
        state = null;
        return null;
    }
}
