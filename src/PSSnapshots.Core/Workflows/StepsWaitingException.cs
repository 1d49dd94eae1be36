using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Workflows;

/// <summary>Several steps wait for an answer, and the step to answer was not specified. The run is unchanged.</summary>
/// <param name="runId">The run ID.</param>
/// <param name="waiting">The waiting steps with their questions.</param>
public sealed class StepsWaitingException(string runId, IReadOnlyList<WaitingStep> waiting)
    : SnapshotsException(ErrorCodes.StepsWaiting, $"{waiting?.Count} steps of run '{runId}' wait for an answer: {List(waiting)}. Use -StepId to specify the step that is answered (wildcards are permitted), or -All to give all of them the same answer.")
{
    /// <summary>The run ID.</summary>
    public string RunId { get; } = runId;

    /// <summary>The waiting steps with their questions.</summary>
    public IReadOnlyList<WaitingStep> Waiting { get; } = waiting!;

    /// <summary>Lists waiting steps for a message.</summary>
    internal static string List(IReadOnlyList<WaitingStep>? waiting) =>
        string.Join(", ", (waiting ?? []).Select(step => step.Question is null ? $"'{step.StepId}'" : $"'{step.StepId}' ({step.Question})"));
}
