using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>A variable whose value is created when the step first reads it. Most steps read few of them.</summary>
internal sealed class LazyVariable(string name, Func<object?> make) : PSVariable(name)
{
    private Func<object?>? _make = make;

    public override object? Value
    {
        get
        {
            if (_make is { } make)
            {
                base.Value = make();
                _make = null;
            }
            return base.Value;
        }
        set
        {
            _make = null;
            base.Value = value;
        }
    }
}
