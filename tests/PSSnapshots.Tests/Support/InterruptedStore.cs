using System.Reflection;

namespace PSSnapshots.Tests.Support;

/// <summary>A store that does something once, before a method of another store is called.</summary>
public class InterruptedStore : DispatchProxy
{
    private object _inner = null!;
    private string _method = "";
    private Action? _action;

    /// <param name="inner">The other store, of a type that only the module's assembly has.</param>
    /// <param name="method">The name of the method.</param>
    /// <param name="action">What is done before its first call.</param>
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
