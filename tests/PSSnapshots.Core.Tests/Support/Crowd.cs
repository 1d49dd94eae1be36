namespace PSSnapshots.Core.Tests.Support;

/// <summary>Runs actions on threads that start at the same time.</summary>
internal static class Crowd
{
    public const int Size = 50;

    /// <summary>Runs an action on each thread, and rethrows their exceptions.</summary>
    /// <param name="action">The action, which receives the number of the thread, starting at 0.</param>
    public static void Run(Action<int> action)
    {
        using var start = new Barrier(Size);
        var failures = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Size).Select(number => new Thread(() =>
        {
            start.SignalAndWait();
            try
            {
                action(number);
            }
            catch (Exception failure)
            {
                failures.Enqueue(failure);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        if (!failures.IsEmpty) throw new AggregateException(failures);
    }
}
