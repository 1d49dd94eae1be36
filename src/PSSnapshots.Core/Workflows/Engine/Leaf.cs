using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>A node that runs code: a step or an iteration.</summary>
/// <param name="Id">The ID of the result.</param>
/// <param name="Path">The path in the graph.</param>
/// <param name="Code">The code to run.</param>
/// <param name="Options">The options of the step.</param>
/// <param name="Input">The input of the step.</param>
/// <param name="Iteration">The index of the iteration, if it is one.</param>
internal readonly record struct Leaf(string Id, StepPath Path, StepCode Code, StepOptions Options, JsonValue? Input, int? Iteration = null);
