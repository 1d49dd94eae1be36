using System.Collections;
using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Base class of the cmdlets that restore a state into a run or an object with the fields of a run.</summary>
public abstract class RestoringCommand : ManagerCommand
{
    private FieldMapping? _mapping;

    /// <summary>Gets or sets the mapping of run fields to property names, for an object that is not a run of this module.</summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Property { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            if (Property is not null) _mapping = new FieldMapping(Property);
        }
        catch (NotARunException failure)
        {
            Refuse(failure, Property);
        }
        if (_mapping?.CalculatedFields.FirstOrDefault() is { } calculated) Refuse(nameof(Messages.FieldSourceNotWritable), Property, calculated);
    }

    /// <summary>Returns the run of a job, or the object itself if it is not a job.</summary>
    private protected static object? RunOf(object? run) => run.Unwrap() is WorkflowRunJob job ? job.Run : run;

    /// <summary>Runs a restore action on a target, and reports why it failed. A failed restore changes nothing.</summary>
    /// <param name="run">The run.</param>
    /// <param name="restore">The restore action.</param>
    private protected void With(object? run, Action<RestoreTarget> restore)
    {
        try
        {
            restore(RestoreTarget.Of(run, _mapping));
        }
        catch (SnapshotsException failure) when (failure is NotARunException or UnsupportedValueException or FieldNotWritableException or RunMismatchException)
        {
            Report(failure, failure is RunMismatchException ? MismatchTarget : run);
        }
    }

    /// <summary>Gets the target object of the error for a run that does not match.</summary>
    private protected abstract object? MismatchTarget { get; }
}
