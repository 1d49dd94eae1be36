namespace PSSnapshots;

/// <summary>A store was changed, and observers threw when they were told.</summary>
public sealed class ObserverException : AggregateException
{
    internal ObserverException(IEnumerable<Exception> failures)
        : base("The run was changed, and an observer of it failed.", failures)
    {
    }
}
