using System.Diagnostics;

namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>Measures several operations in one run, so that other load on the machine affects all of them.</summary>
public sealed class Measure(MeasureOptions options)
{
    /// <summary>Creates a measure with the default options.</summary>
    public Measure()
        : this(new MeasureOptions())
    {
    }

    /// <summary>Returns the medians of the operations, in their order. The samples are taken in turns.</summary>
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

            // Every second round runs in reverse order, so that an operation does not always follow the same other one.
            foreach (Sampler sampler in round % 2 == 0 ? samplers : samplers.AsEnumerable().Reverse()) sampler.Take();
        }

        return [.. samplers.Select(sampler => sampler.Median)];
    }

    /// <summary>
    /// Measures, and repeats the measurement up to two times if a goal is missed, because other load on the machine can
    /// only increase a time.
    /// </summary>
    public static IReadOnlyList<Row> Settled(Func<IReadOnlyList<Row>> measure)
    {
        ArgumentNullException.ThrowIfNull(measure);
        IReadOnlyList<Row> rows = measure();
        for (int again = 0; again < 2 && rows.Any(row => row.Holds is false); again++) rows = measure();
        return rows;
    }

    /// <summary>Creates a row for an operation, with or without a baseline.</summary>
    public Row Compare(string size, Operation subject, Operation? baseline, Goal goal)
    {
        ArgumentNullException.ThrowIfNull(subject);
        return Settled(() => [CompareOnce(size, subject, baseline, goal)])[0];
    }

    /// <summary>Returns the memory that the result of <paramref name="create"/> retains.</summary>
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
