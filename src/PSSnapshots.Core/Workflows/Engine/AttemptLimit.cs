namespace PSSnapshots.Workflows.Engine;

/// <summary>How often a step may be attempted.</summary>
internal static class AttemptLimit
{
    /// <summary>The retry policy that limits the attempts of a step also when its process dies; none if it says nothing.</summary>
    public static RetryPolicy? Of(WorkflowDefinition definition, StepOptions? options) =>
        // The policy of the workflow is no consent to run a step again that must not run twice.
        options is null ? null
        : options.Retry ?? (options.IsIdempotent && definition.Retry.Attempts > 1 ? definition.Retry : null);
}
