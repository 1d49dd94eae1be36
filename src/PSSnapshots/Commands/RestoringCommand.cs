using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that puts a state back into a run, or into an object with the fields of one.</summary>
public abstract class RestoringCommand : ManagerCommand
{
    /// <summary>Does something with what a run is restored into, and reports what stood in the way; then nothing was changed.</summary>
    /// <param name="run">The run.</param>
    /// <param name="restore">What is done.</param>
    private protected void With(object? run, Action<RestoreTarget> restore)
    {
        try
        {
            restore(RestoreTarget.Of(run));
        }
        catch (SnapshotsException failure) when (failure is NotARunException or UnsupportedValueException or FieldNotWritableException or RunMismatchException)
        {
            Report(failure, failure is RunMismatchException ? MismatchTarget : run);
        }
    }

    /// <summary>What is reported where it belongs to another run.</summary>
    private protected abstract object? MismatchTarget { get; }
}
