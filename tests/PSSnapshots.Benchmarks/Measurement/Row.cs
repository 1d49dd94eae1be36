namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>The result of measuring one operation at one size.</summary>
public sealed record Row
{
    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The size of the input.</summary>
    public required string Size { get; init; }

    /// <summary>The median of the time, or of another measured quantity.</summary>
    public required Quantity Median { get; init; }

    /// <summary>The memory that one invocation allocates, if it was measured.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>The name of the baseline, if there is one.</summary>
    public string? Baseline { get; init; }

    /// <summary>The median of the baseline.</summary>
    public Quantity? BaselineMedian { get; init; }

    /// <summary>The goal of the measurement.</summary>
    public Goal Goal { get; init; } = Goal.None;

    /// <summary>The ratio of the median to the median of the baseline.</summary>
    public double? Ratio => Median.Amount / BaselineMedian?.Amount;

    /// <summary>The ratio of the median to the median at the next smaller size, if there is one.</summary>
    public double? Growth { get; init; }

    /// <summary>Whether the goal is reached, or null if there is no goal.</summary>
    public bool? Holds => Goal.IsMetBy(this);
}
