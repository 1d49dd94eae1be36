namespace PSSnapshots.Workflows;

/// <summary>
/// The code of a run on this thread: a step, a condition or an item list. Code can run a workflow, so frames can be
/// nested.
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

    /// <summary>
    /// Returns whether the caller is called by code of the run. In this case the run cannot end before the caller
    /// returns.
    /// </summary>
    public static bool IsIn(RunStore run)
    {
        for (var frame = _current; frame is not null; frame = frame._outer)
            if (frame._run == run) return true;
        return false;
    }

    public void Dispose() => _current = _outer;
}
