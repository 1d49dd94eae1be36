using System.Diagnostics;

namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>Takes samples of one operation, each long enough for the resolution of the clock.</summary>
internal sealed class Sampler(Operation operation, MeasureOptions options)
{
    private const int MaximumInvocations = 1 << 22;

    private readonly List<Sample> _samples = [];
    private int _invocations = 1;

    /// <summary>The median of the samples taken.</summary>
    public Sample Median => Sample.Median(_samples);

    /// <summary>
    /// Repeats the operation until it is fully compiled, and determines the number of invocations in a sample.
    /// </summary>
    public void WarmUp()
    {
        long start = Stopwatch.GetTimestamp();
        int samples = 0;
        do
        {
            double nanoseconds = Run().Nanoseconds * _invocations;
            bool tooShort = nanoseconds < options.MinimumSample.TotalNanoseconds;
            if (tooShort && _invocations < MaximumInvocations) _invocations *= 2;
            else samples++;
        }
        while (samples < options.WarmUpSamples || Stopwatch.GetElapsedTime(start) < options.WarmUp);
    }

    /// <summary>Takes one sample, after a full garbage collection.</summary>
    public void Take()
    {
        GC.Collect();
        _samples.Add(Run());
    }

    private Sample Run()
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        operation.Repeat(_invocations);
        double nanoseconds = Stopwatch.GetElapsedTime(start).TotalNanoseconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        operation.Release();

        return new Sample(nanoseconds / _invocations, (double)allocated / _invocations);
    }
}
