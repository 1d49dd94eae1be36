using System.Reflection;

namespace PSSnapshots.Tests.Support;

/// <summary>Wraps a store, and runs an action once, before the first call of one of its methods.</summary>
public class InterruptedStore : DispatchProxy
{
    private object _inner = null!;
    private string _method = "";
    private Action? _action;

    /// <param name="inner">The wrapped store. Its type is internal to the assembly of the module.</param>
    /// <param name="method">The name of the method.</param>
    /// <param name="action">The action that runs before the first call.</param>
    public static object Create(object inner, string method, Action action)
    {
        Type contract = inner.GetType().GetInterface("ISnapshotStore")!;
        object proxy = Create(contract, typeof(InterruptedStore));
        InterruptedStore store = (InterruptedStore)proxy;
        (store._inner, store._method, store._action) = (inner, method, action);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (targetMethod!.Name == _method) Interlocked.Exchange(ref _action, null)?.Invoke();
        try
        {
            return targetMethod.Invoke(_inner, args);
        }
        catch (TargetInvocationException failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure.InnerException!);
            throw;
        }
    }
}
