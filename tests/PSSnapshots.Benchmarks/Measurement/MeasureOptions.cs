namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>How long to measure.</summary>
public sealed record MeasureOptions
{
    /// <summary>The least time of one sample: an operation that is faster is repeated within it.</summary>
    public TimeSpan MinimumSample { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The least number of full samples that are thrown away at first.</summary>
    public int WarmUpSamples { get; init; } = 3;

    /// <summary>The least time for which samples are thrown away at first.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The least number of samples that count.</summary>
    public int MinimumSamples { get; init; } = 5;

    /// <summary>The greatest number of samples that count.</summary>
    public int MaximumSamples { get; init; } = 25;

    /// <summary>When to take no more samples than the least, for all operations that are measured together.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(3);
}
