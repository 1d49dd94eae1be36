using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// A custom object's member whose value may still have to be made: that is done when it is first read, once, and then
/// it is a note property as any other.
/// </summary>
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

    /// <summary>The property itself the first time: the engine copies what is added to an object, and this is made to be added.</summary>
    /// <returns>A property with the same value.</returns>
    public override PSMemberInfo Copy()
    {
        if (!_isAdded)
        {
            _isAdded = true;
            return this;
        }
        // Made before it is copied: a change of an array is seen in both objects, as it is with other properties.
        _ = Value;
        return (PSMemberInfo)MemberwiseClone();
    }

    /// <inheritdoc/>
    public override string ToString() => new PSNoteProperty(Name, Value).ToString();

    // Of two threads that make it at once, the first one's is everybody's.
    private object? Make(PendingValue pending)
    {
        var before = Interlocked.CompareExchange(ref _value, pending.Make(), pending);
        return ReferenceEquals(before, pending) ? _value : before;
    }
}
