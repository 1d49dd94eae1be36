namespace PSSnapshots.Workflows.Engine;

/// <summary>Limits the attempts of a step.</summary>
internal static class AttemptLimit
{
    /// <summary>Returns the retry policy that limits the attempts of a step even if its process dies, or <see langword="null"/> if there is none.</summary>
    public static RetryPolicy? Of(WorkflowDefinition definition, StepOptions? options) =>
        // The policy of the workflow does not permit a step that is not idempotent to run again.
        options is null ? null
        : options.Retry ?? (options.IsIdempotent && definition.Retry.Attempts > 1 ? definition.Retry : null);
}
