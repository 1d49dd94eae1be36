namespace PSSnapshots.Core.Tests.Support;

/// <summary>Writes down what a store tells its observers.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly IDisposable _subscription;

    public Recorder(RunStore store) => _subscription = store.Subscribe((before, after) => Changes.Add((before, after)));

    public List<(RunState Before, RunState After)> Changes { get; } = [];

    public void Dispose() => _subscription.Dispose();
}
