using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>What runs code: a step, or an iteration.</summary>
/// <param name="Id">The id under which the result is kept.</param>
/// <param name="Path">Where in the graph it stands.</param>
/// <param name="Code">What it runs.</param>
/// <param name="Options">How it is run.</param>
/// <param name="Input">What it gets.</param>
/// <param name="Iteration">Which iteration it is, where it is one.</param>
internal readonly record struct Leaf(string Id, StepPath Path, StepCode Code, StepOptions Options, JsonValue? Input, int? Iteration = null);
