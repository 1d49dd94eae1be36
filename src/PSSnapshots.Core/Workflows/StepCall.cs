using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>What the code of a step, a condition or a list of items gets to know.</summary>
/// <param name="StepId">The id under which the result is kept.</param>
/// <param name="Store">The run: its input, the results of other steps, the context to get and set.</param>
public sealed record StepCall(string StepId, RunStore Store)
{
    /// <summary>The output of what ran before, or the run's input at its beginning; of a foreach, the item.</summary>
    public JsonValue? Input { get; init; }

    /// <summary>The output of the iteration that just ended; for the condition of a loop.</summary>
    public JsonValue? Output { get; init; }

    /// <summary>Which attempt this is, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Which iteration of a loop or a foreach this is, from 0; <see langword="null"/> elsewhere.</summary>
    public int? Iteration { get; init; }

    /// <summary>What the resume brought for a step that had suspended itself.</summary>
    public JsonValue? ResumeData { get; init; }

    /// <summary>The payload of the suspension that the step resumes from.</summary>
    public JsonValue? SuspendPayload { get; init; }

    /// <summary>Whether the step had suspended itself and now goes on.</summary>
    public bool IsResumed { get; init; }

    /// <summary>The time that the attempt may take.</summary>
    public TimeSpan? Timeout { get; init; }
}
