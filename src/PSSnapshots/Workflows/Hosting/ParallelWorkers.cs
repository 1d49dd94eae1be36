namespace PSSnapshots.Workflows;

/// <summary>Runs the bodies of a parallel node on threads, each with its own runspace.</summary>
/// <param name="bodies">The bodies to run.</param>
/// <param name="throttleLimit">The maximum number of bodies that run at the same time.</param>
/// <param name="scope">The state that the hosts of the run share.</param>
/// <param name="forward">Receives the records of the bodies' streams, on any thread.</param>
internal sealed class ParallelWorkers(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit, RunScope scope, Action<object> forward)
{
    private readonly Thread[] _threads = new Thread[Math.Max(1, Math.Min(throttleLimit, bodies.Count))];
    private int _next = -1;
    private int _left;

    /// <summary>Starts the threads.</summary>
    /// <param name="whenDone">Called when the last thread has ended.</param>
    public void Start(Action whenDone)
    {
        _left = _threads.Length;
        for (var i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(() => Work(whenDone)) { IsBackground = true, Name = "Workflow step" };
            _threads[i].Start();
        }
    }

    public void WaitForAll()
    {
        foreach (var thread in _threads) thread.Join();
    }

    private void Work(Action whenDone)
    {
        try
        {
            for (var index = Interlocked.Increment(ref _next); index < bodies.Count; index = Interlocked.Increment(ref _next))
            {
                using var host = new RunspaceStepHost(scope, forward);
                bodies[index](host);
            }
        }
        finally
        {
            if (Interlocked.Decrement(ref _left) == 0) whenDone();
        }
    }
}
