using System.Globalization;

namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>The goal of a measurement.</summary>
public sealed class Goal
{
    private readonly Func<Row, bool>? _test;

    private Goal(string text, Func<Row, bool>? test)
    {
        Text = text;
        _test = test;
    }

    /// <summary>No goal. The row is for information only.</summary>
    public static Goal None { get; } = new("", null);

    /// <summary>The goal as text.</summary>
    public string Text { get; }

    /// <summary>The ratio to the baseline is at most the given one.</summary>
    public static Goal RatioAtMost(double limit) =>
        new(string.Create(CultureInfo.InvariantCulture, $"≤ {limit:0.##} ×"), row => row.Ratio <= limit);

    /// <summary>At most the given median.</summary>
    public static Goal MedianAtMost(Quantity limit) => new($"≤ {limit}", row => row.Median.Amount <= limit.Amount);

    /// <summary>Exactly the given median.</summary>
    public static Goal MedianIs(Quantity value) => new($"= {value}", row => row.Median == value);

    /// <summary>One invocation allocates at most the given number of bytes.</summary>
    public static Goal AllocatedAtMost(double bytes) =>
        new($"≤ {Quantity.Bytes(bytes)} allocated", row => row.AllocatedBytes <= bytes);

    /// <summary>Combines this goal with another one.</summary>
    public Goal And(Goal other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_test is null) return other;
        if (other._test is null) return this;
        return new Goal($"{Text}, {other.Text}", row => _test(row) && other._test(row));
    }

    /// <summary>Returns whether a row reaches the goal, or null if there is no goal.</summary>
    public bool? IsMetBy(Row row) => _test?.Invoke(row);

    /// <inheritdoc/>
    public override string ToString() => Text;
}
