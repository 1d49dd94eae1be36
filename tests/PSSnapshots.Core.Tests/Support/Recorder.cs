namespace PSSnapshots.Core.Tests.Support;

/// <summary>Records the notifications of a store.</summary>
internal sealed class Recorder : IDisposable
{
    private readonly IDisposable _subscription;

    public Recorder(RunStore store) => _subscription = store.Subscribe((before, after) => Changes.Add((before, after)));

    public List<(RunState Before, RunState After)> Changes { get; } = [];

    public void Dispose() => _subscription.Dispose();
}
