using System.Globalization;

namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>An amount of time, memory or occurrences, which is formatted in a suitable unit.</summary>
/// <param name="Amount">The amount, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit.</param>
public readonly record struct Quantity(double Amount, Unit Unit)
{
    /// <summary>An amount of time.</summary>
    public static Quantity Nanoseconds(double amount) => new(amount, Unit.Nanoseconds);

    /// <summary>An amount of time.</summary>
    public static Quantity Milliseconds(double amount) => new(amount * 1e6, Unit.Nanoseconds);

    /// <summary>An amount of memory.</summary>
    public static Quantity Bytes(double amount) => new(amount, Unit.Bytes);

    /// <summary>A number of occurrences.</summary>
    public static Quantity Count(double amount) => new(amount, Unit.Count);

    /// <summary>The amount with three significant digits and its unit: <c>1.25 ms</c>.</summary>
    public override string ToString() => Unit switch
    {
        Unit.Nanoseconds => Scaled(["ns", "µs", "ms", "s"]),
        Unit.Bytes => Scaled(["B", "KB", "MB", "GB"]),
        _ => Amount.ToString("0.##", CultureInfo.InvariantCulture),
    };

    private string Scaled(ReadOnlySpan<string> units)
    {
        double amount = Amount;
        int index = 0;
        while (Math.Abs(amount) >= 1_000 && index < units.Length - 1)
        {
            amount /= 1_000;
            index++;
        }

        string format = Math.Abs(amount) switch
        {
            >= 100 => "0",
            >= 10 => "0.#",
            _ => "0.##",
        };
        return $"{amount.ToString(format, CultureInfo.InvariantCulture)} {units[index]}";
    }
}
