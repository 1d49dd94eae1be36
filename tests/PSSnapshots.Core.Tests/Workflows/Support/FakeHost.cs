using System.Collections.Concurrent;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows.Support;

/// <summary>A host whose code is C#: what <see cref="Flow"/> puts into a definition. It counts what ran.</summary>
/// <param name="isConcurrent">Whether what runs at once does so on threads, or one after the other.</param>
internal sealed class FakeHost(bool isConcurrent = false) : IStepHost
{
    public ConcurrentDictionary<string, int> Runs { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Order { get; } = new();

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public int MostAtOnce { get; private set; }

    public StepOutcome Invoke(StepCode code, StepCall context, CancellationToken cancellation)
    {
        Runs.AddOrUpdate(context.StepId, 1, (_, count) => count + 1);
        Order.Enqueue(context.StepId);
        return ((Func<StepCall, CancellationToken, StepOutcome>)code.Body)(context, cancellation);
    }

    public bool Test(StepCode code, StepCall context, CancellationToken cancellation) => ((Func<StepCall, bool>)code.Body)(context);

    public IReadOnlyList<JsonValue> GetItems(StepCode code, StepCall context, CancellationToken cancellation) =>
        ((Func<StepCall, IReadOnlyList<JsonValue>>)code.Body)(context);

    public void RunAtOnce(IReadOnlyList<Action<IStepHost>> bodies, int throttleLimit)
    {
        if (!isConcurrent)
        {
            foreach (Action<IStepHost> body in bodies) body(this);
            return;
        }
        int next = -1;
        List<Thread> threads = [.. Enumerable.Range(0, Math.Min(throttleLimit, bodies.Count)).Select(_ => new Thread(() =>
        {
            for (int i = Interlocked.Increment(ref next); i < bodies.Count; i = Interlocked.Increment(ref next)) bodies[i](this);
        }))];
        MostAtOnce = Math.Max(MostAtOnce, threads.Count);
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    public void Wait(TimeSpan delay, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Waits.Enqueue(delay);
    }

    public RunError ToRunError(Exception failure) => RunError.FromException(failure);
}
