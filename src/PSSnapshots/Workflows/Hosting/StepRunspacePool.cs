using System.Collections.Concurrent;
using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>
/// The runspaces for a run's parallel steps. Each is created on demand from the caller's session state, and reused
/// until the run ends.
/// </summary>
internal sealed class StepRunspacePool : IDisposable
{
    private readonly ConcurrentBag<StepRunspace> _free = [];
    private CallerSessionState? _image;

    /// <summary>Captures the caller's session state once per run. Call this on the caller's thread.</summary>
    public void Learn(PSCmdlet caller) => _image ??= CallerSessionState.Of(caller);

    public StepRunspace Rent()
    {
        if (_free.TryTake(out var free)) return free;
        var image = _image ?? throw new InvalidOperationException("No caller has been looked at yet.");
        return new StepRunspace(image.Open(), image.LanguageMode);
    }

    public void Return(StepRunspace runspace) => _free.Add(runspace);

    public void Dispose()
    {
        while (_free.TryTake(out var free)) free.Runspace.Dispose();
    }
}
