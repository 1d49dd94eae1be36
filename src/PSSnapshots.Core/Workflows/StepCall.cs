using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>The context that is passed to the code of a step, a condition or a list of items.</summary>
/// <param name="StepId">The ID of the result.</param>
/// <param name="Store">The run, which provides the input, the results of other steps, and the context values.</param>
public sealed record StepCall(string StepId, RunStore Store)
{
    /// <summary>The output of the preceding node, or the run's input for the first one. In a foreach, the item.</summary>
    public JsonValue? Input { get; init; }

    /// <summary>For the condition of a loop, the output of the iteration that just ended.</summary>
    public JsonValue? Output { get; init; }

    /// <summary>The number of the attempt, starting at 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The index of the iteration of a loop or a foreach, starting at 0; otherwise, <see langword="null"/>.</summary>
    public int? Iteration { get; init; }

    /// <summary>The data that a resume passed to a step that had suspended itself.</summary>
    public JsonValue? ResumeData { get; init; }

    /// <summary>The payload of the suspension that the step resumes from.</summary>
    public JsonValue? SuspendPayload { get; init; }

    /// <summary>Whether the step continues after it suspended itself.</summary>
    public bool IsResumed { get; init; }

    /// <summary>The time limit of the attempt.</summary>
    public TimeSpan? Timeout { get; init; }
}
