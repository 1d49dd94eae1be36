namespace PSSnapshots.Workflows;

/// <summary>
/// Code of a run that runs on this thread: a step, a condition, or a list of items. Code may run a workflow of its own: the
/// frames then are in one another.
/// </summary>
internal sealed class CodeFrame : IDisposable
{
    [ThreadStatic]
    private static CodeFrame? _current;

    private readonly RunStore _run;
    private readonly CodeFrame? _outer;

    private CodeFrame(RunStore run)
    {
        _run = run;
        _outer = _current;
        _current = this;
    }

    public static CodeFrame Enter(RunStore run) => new(run);

    /// <summary>Returns whether the code of a run calls the caller, so that the run cannot end before the caller returns.</summary>
    public static bool IsIn(RunStore run)
    {
        for (var frame = _current; frame is not null; frame = frame._outer)
            if (frame._run == run) return true;
        return false;
    }

    public void Dispose() => _current = _outer;
}
