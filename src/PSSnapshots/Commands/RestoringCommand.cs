using System.Collections;
using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that puts a state back into a run, or into an object with the fields of one.</summary>
public abstract class RestoringCommand : ManagerCommand
{
    private FieldMapping? _mapping;

    /// <summary>
    /// Where an object that is no run of this module has a run's fields: by field the name of the object's own property.
    /// </summary>
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

    /// <summary>Returns the run of a job, and anything else as it is.</summary>
    private protected static object? RunOf(object? run) => run.Unwrap() is WorkflowRunJob job ? job.Run : run;

    /// <summary>Does something with what a run is restored into, and reports what stood in the way; then nothing was changed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="restore">What is done.</param>
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

    /// <summary>What is reported where it belongs to another run.</summary>
    private protected abstract object? MismatchTarget { get; }
}
