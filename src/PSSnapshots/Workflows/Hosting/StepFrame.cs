namespace PSSnapshots.Workflows;

/// <summary>
/// The step that runs on this thread, so that the cmdlets it calls can find it. A step can run a workflow, so
/// frames can be nested.
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

    /// <summary>Gets the step that runs on this thread, or <see langword="null"/> outside a step.</summary>
    public static StepFrame? Current => _current;

    public string StepId { get; }

    /// <summary>Gets or sets whether the step requested a suspension.</summary>
    public bool IsSuspended { get; private set; }

    /// <summary>Gets or sets the payload of the suspension.</summary>
    public JsonValue? Payload { get; private set; }

    public static StepFrame Enter(string stepId) => new(stepId);

    public void Suspend(JsonValue? payload)
    {
        IsSuspended = true;
        Payload = payload;
    }

    public void Dispose() => _current = _outer;
}
