using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>A note property whose value is created when it is first read.</summary>
internal sealed class PendingProperty(string name, object? value) : PSNoteProperty(name, null)
{
    private volatile object? _value = value;
    private bool _isAdded;

    /// <inheritdoc/>
    public override object? Value
    {
        get => _value is PendingValue pending ? Make(pending) : _value;
        set => _value = value;
    }

    /// <summary>Returns this instance on the first call, because PowerShell copies a property when it is added to an object.</summary>
    /// <returns>A property with the same value.</returns>
    public override PSMemberInfo Copy()
    {
        if (!_isAdded)
        {
            _isAdded = true;
            return this;
        }
        // The value is created before it is copied, so that both objects share it, as with other properties.
        _ = Value;
        return (PSMemberInfo)MemberwiseClone();
    }

    /// <inheritdoc/>
    public override string ToString() => new PSNoteProperty(Name, Value).ToString();

    // If two threads create the value at the same time, the first one wins.
    private object? Make(PendingValue pending)
    {
        var before = Interlocked.CompareExchange(ref _value, pending.Make(), pending);
        return ReferenceEquals(before, pending) ? _value : before;
    }
}
