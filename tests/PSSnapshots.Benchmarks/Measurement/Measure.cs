using System.Diagnostics;

namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>Measures operations against each other in one run, so that whatever slows the machine slows all of them.</summary>
public sealed class Measure(MeasureOptions options)
{
    /// <summary>A measure with the usual options.</summary>
    public Measure()
        : this(new MeasureOptions())
    {
    }

    /// <summary>The medians of the operations, in their order, from samples taken in turns.</summary>
    public IReadOnlyList<Sample> Interleaved(params IReadOnlyList<Operation> operations)
    {
        ArgumentNullException.ThrowIfNull(operations);
        Sampler[] samplers = [.. operations.Select(operation => new Sampler(operation, options))];
        foreach (Sampler sampler in samplers) sampler.WarmUp();

        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < options.MaximumSamples; round++)
        {
            bool spent = Stopwatch.GetElapsedTime(start) > options.Budget;
            if (spent && round >= options.MinimumSamples) break;

            // Every other round goes backwards, so that no operation always runs in the wake of the same other.
            foreach (Sampler sampler in round % 2 == 0 ? samplers : samplers.AsEnumerable().Reverse()) sampler.Take();
        }

        return [.. samplers.Select(sampler => sampler.Median)];
    }

    /// <summary>
    /// Measures, and where a goal is missed once or twice more: other work on the machine only ever adds to a time,
    /// and seldom at the same place three times.
    /// </summary>
    public static IReadOnlyList<Row> Settled(Func<IReadOnlyList<Row>> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        IReadOnlyList<Row> rows = measure();
        for (int again = 0; again < 2 && rows.Any(row => row.Holds is false); again++) rows = measure();
        return rows;
    }

    /// <summary>A row that compares an operation with a baseline, or one that has none.</summary>
    public Row Compare(string size, Operation subject, Operation? baseline, Goal goal)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Settled(() => [CompareOnce(size, subject, baseline, goal)])[0];
    }

    /// <summary>The memory that what <paramref name="create"/> returns holds on to.</summary>
    public static Quantity Retained(Func<object> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        object created = create();
        long after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(created);
        return Quantity.Bytes(after - before);
    }

    private Row CompareOnce(string size, Operation subject, Operation? baseline, Goal goal)
    {
        IReadOnlyList<Sample> medians = baseline is null ? Interleaved(subject) : Interleaved(subject, baseline);
        return new Row
        {
            Operation = subject.Name,
            Size = size,
            Median = medians[0].Time,
            AllocatedBytes = medians[0].AllocatedBytes,
            Baseline = baseline?.Name,
            BaselineMedian = baseline is null ? null : medians[1].Time,
            Goal = goal,
        };
    }
}
