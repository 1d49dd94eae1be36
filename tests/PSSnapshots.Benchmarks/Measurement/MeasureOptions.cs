namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>Specifies how long to measure.</summary>
public sealed record MeasureOptions
{
    /// <summary>The minimum time of one sample. A faster operation is repeated within the sample.</summary>
    public TimeSpan MinimumSample { get; init; } = TimeSpan.FromMilliseconds(5);

    /// <summary>The minimum number of warm-up samples, which are discarded.</summary>
    public int WarmUpSamples { get; init; } = 3;

    /// <summary>The minimum time of the warm-up, whose samples are discarded.</summary>
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>The minimum number of samples.</summary>
    public int MinimumSamples { get; init; } = 5;

    /// <summary>The maximum number of samples.</summary>
    public int MaximumSamples { get; init; } = 25;

    /// <summary>The time after which only the minimum number of samples is taken, for all operations that are measured together.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(3);
}
