using System.Reflection;

namespace PSSnapshots.Core.Tests.Snapshots;

/// <summary>Implements an interface whose <c>Dispose</c> method throws and whose other methods do nothing.</summary>
public class FailingDisposeProxy : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        targetMethod?.Name == nameof(IDisposable.Dispose) ? throw new IOException("The connection is broken.") : null;
}
