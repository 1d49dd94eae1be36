using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>The outcome of a step whose code did not fail.</summary>
/// <param name="Output">The output; <see langword="null"/> if there is none.</param>
/// <param name="SuspendPayload">The payload of a step that suspended itself, for whoever resumes it; any value.</param>
/// <param name="IsSuspended">Whether the step suspended itself.</param>
public readonly record struct StepOutcome(JsonValue? Output, JsonValue? SuspendPayload = null, bool IsSuspended = false);
