namespace PSSnapshots.Storage;

/// <summary>An attempt of a step that has begun.</summary>
/// <param name="StepId">The step ID.</param>
/// <param name="Number">The number of the attempt, from 1, counted across processes.</param>
/// <param name="Epoch">The epoch of the lease under which it began.</param>
/// <param name="Timestamp">When it began, by the store's clock.</param>
/// <param name="AfterSequence">The number of the newest snapshot at that time; 0 if there was none.</param>
public sealed record StepAttempt(string StepId, int Number, long Epoch, DateTimeOffset Timestamp, int AfterSequence);
