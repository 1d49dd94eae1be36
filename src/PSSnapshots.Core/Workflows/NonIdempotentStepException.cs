using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>
/// Steps that may not run twice were running when the process ended: nobody knows how far they came. The run is as it
/// was.
/// </summary>
/// <param name="stepIds">The steps.</param>
public sealed class NonIdempotentStepException(IReadOnlyList<string> stepIds)
    : SnapshotsException(ErrorCodes.NonIdempotentStep, $"The run cannot be resumed by itself: {Named(stepIds)} not idempotent and ran when the process ended. Find out how far it came, then have it run again or skip it.")
{
    /// <summary>The steps.</summary>
    public IReadOnlyList<string> StepIds { get; } = stepIds;

    private static string Named(IReadOnlyList<string> stepIds)
    {
        ArgumentNullException.ThrowIfNull(stepIds);
        var ids = string.Join(", ", stepIds.Select(id => $"'{id}'"));
        return stepIds.Count == 1 ? $"step {ids} is" : $"steps {ids} are";
    }
}
