using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>How a step's code ended, where it did not fail.</summary>
/// <param name="Output">What it gave; <see langword="null"/> where nothing.</param>
/// <param name="SuspendPayload">What the step that suspended itself says to whom will resume it; any value.</param>
/// <param name="IsSuspended">Whether the step suspended itself.</param>
public readonly record struct StepOutcome(JsonValue? Output, JsonValue? SuspendPayload = null, bool IsSuspended = false);
