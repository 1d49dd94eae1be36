using System.Globalization;
using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Binding;

/// <summary>Converts <c>500ms</c>, <c>5s</c>, <c>2m</c> and <c>1h</c> to a TimeSpan.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class IntervalAttribute : ArgumentTransformationAttribute
{
    private static readonly (string Suffix, double Milliseconds)[] Units =
        [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

    /// <summary>Gets or sets whether a number without a unit is a number of seconds.</summary>
    public bool TakesSeconds { get; set; }

    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData.Unwrap();
        if (value is TimeSpan) return value;
        // PowerShell parses a bare 5s as a number of type Int16. Its text is what the user typed.
        var text = inputData?.ToString() ?? "";
        if (!TryParse(TakesSeconds && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? text + "s" : text.Trim(), out var interval))
            throw new ArgumentTransformationMetadataException(MessageText.Of(nameof(Messages.InvalidInterval), text));
        return interval;
    }

    private static bool TryParse(string text, out TimeSpan interval)
    {
        interval = default;
        foreach (var (suffix, milliseconds) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) continue;
            if (!double.TryParse(text.AsSpan(0, text.Length - suffix.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count)
                || count * milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2)
            {
                return false;
            }
            interval = TimeSpan.FromMilliseconds(count * milliseconds);
            return true;
        }
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out interval) && text.Contains(':', StringComparison.Ordinal);
    }
}
