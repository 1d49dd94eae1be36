using System.Globalization;

namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>What a measurement should come to.</summary>
public sealed class Goal
{
    private readonly Func<Row, bool>? _test;

    private Goal(string text, Func<Row, bool>? test)
    {
        Text = text;
        _test = test;
    }

    /// <summary>No goal: the row is for information.</summary>
    public static Goal None { get; } = new("", null);

    /// <summary>The goal in words.</summary>
    public string Text { get; }

    /// <summary>At most so many times the baseline.</summary>
    public static Goal RatioAtMost(double limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0.##} ×"), row => row.Ratio <= limit);

    /// <summary>At most the given median.</summary>
    public static Goal MedianAtMost(Quantity limit) => new($"≤ {limit}", row => row.Median.Amount <= limit.Amount);

    /// <summary>Exactly the given median.</summary>
    public static Goal MedianIs(Quantity value) => new($"= {value}", row => row.Median == value);

    /// <summary>At most so many bytes allocated by one invocation.</summary>
    public static Goal AllocatedAtMost(double bytes) =>
        new($"≤ {Quantity.Bytes(bytes)} allocated", row => row.AllocatedBytes <= bytes);

    /// <summary>This goal and another.</summary>
    public Goal And(Goal other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_test is null) return other;
        if (other._test is null) return this;
        return new Goal($"{Text}, {other.Text}", row => _test(row) && other._test(row));
    }

    /// <summary>Whether a row reaches the goal; nothing where there is none.</summary>
    public bool? IsMetBy(Row row) => _test?.Invoke(row);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
