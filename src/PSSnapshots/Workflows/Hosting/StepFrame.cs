namespace PSSnapshots.Workflows;

/// <summary>
/// A step that runs on this thread, so that what its code calls finds it. A step may run a workflow of its own: the
/// frames then stand in one another.
/// </summary>
internal sealed class StepFrame : IDisposable
{
    [ThreadStatic]
    private static StepFrame? _current;

    private readonly StepFrame? _outer;

    private StepFrame(string stepId)
    {
        StepId = stepId;
        _outer = _current;
        _current = this;
    }

    /// <summary>The step whose code runs on this thread; nothing outside of steps.</summary>
    public static StepFrame? Current => _current;

    public string StepId { get; }

    /// <summary>Whether the step asked to be suspended.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>What it says to whom will resume it.</summary>
    public JsonValue? Payload { get; private set; }

    public static StepFrame Enter(string stepId) => new(stepId);

    public void Suspend(JsonValue? payload)
    {
        IsSuspended = true;
        Payload = payload;
    }

    public void Dispose() => _current = _outer;
}
