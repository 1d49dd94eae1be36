namespace PSSnapshots.Workflows;

/// <summary>What made a run fail.</summary>
/// <param name="StepId">The ID of the step, the iteration or the node that failed.</param>
/// <param name="Exception">What it threw, as the host of the steps caught it.</param>
/// <param name="Code">The code that failed; <see langword="null"/> if no code did.</param>
public sealed record StepFailure(string StepId, Exception Exception, StepCode? Code);
