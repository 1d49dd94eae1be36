namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>What was measured of one operation at one size.</summary>
public sealed record Row
{
    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The size of what it works on.</summary>
    public required string Size { get; init; }

    /// <summary>The median of its time, or whatever else was measured.</summary>
    public required Quantity Median { get; init; }

    /// <summary>The memory that one invocation allocates, where that was measured.</summary>
    public double? AllocatedBytes { get; init; }

    /// <summary>What it is compared with, if anything.</summary>
    public string? Baseline { get; init; }

    /// <summary>The median of the baseline.</summary>
    public Quantity? BaselineMedian { get; init; }

    /// <summary>What it should come to.</summary>
    public Goal Goal { get; init; } = Goal.None;

    /// <summary>How many times the baseline's median its own is.</summary>
    public double? Ratio => Median.Amount / BaselineMedian?.Amount;

    /// <summary>How many times the median at the size before, where the same was measured at a smaller size.</summary>
    public double? Growth { get; init; }

    /// <summary>Whether it comes to what it should; nothing where there is no goal.</summary>
    public bool? Holds => Goal.IsMetBy(this);
}
