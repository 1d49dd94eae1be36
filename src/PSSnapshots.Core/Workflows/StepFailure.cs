namespace PSSnapshots.Workflows;

/// <summary>Describes the failure that made a run fail.</summary>
/// <param name="StepId">The ID of the step, the iteration or the node that failed.</param>
/// <param name="Exception">The exception that was thrown, as the step host caught it.</param>
/// <param name="Code">The code that failed; <see langword="null"/> if the failure did not come from code.</param>
public sealed record StepFailure(string StepId, Exception Exception, StepCode? Code);
