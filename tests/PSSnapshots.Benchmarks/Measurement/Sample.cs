namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>The time and memory of one invocation of an operation.</summary>
/// <param name="Nanoseconds">The time.</param>
/// <param name="AllocatedBytes">The memory allocated by the thread that ran it.</param>
public readonly record struct Sample(double Nanoseconds, double AllocatedBytes)
{
    /// <summary>The time as a quantity.</summary>
    public Quantity Time => Quantity.Nanoseconds(Nanoseconds);

    /// <summary>The medians of time and of memory, computed separately.</summary>
    public static Sample Median(IReadOnlyCollection<Sample> samples) => new(
        Median(samples.Select(sample => sample.Nanoseconds)),
        Median(samples.Select(sample => sample.AllocatedBytes)));

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
