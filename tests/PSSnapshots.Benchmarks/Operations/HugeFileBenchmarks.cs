using System.Diagnostics;
using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>A file of 1 GB: the large state with repeated logs. It is measured once, and only if it is named.</summary>
internal static class HugeFileBenchmarks
{
    private const long Length = 1_000_000_000;
    private const double MemoryLimit = 1.5;

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        _ = measure;
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        try
        {
            Write(path);
            long length = new FileInfo(path).Length;
            double pass = Milliseconds(() => BareReader.CountTokens(DocumentFile.Read(path)));
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Snapshot? snapshot = null;
            double import = Milliseconds(() => snapshot = SnapshotReader.Read(DocumentFile.Read(path)));
            double allocated = GC.GetTotalAllocatedBytes(precise: true) - before;

            // The total allocation is the upper limit of the memory that can be held at any time.
            yield return Row("import a file, allocated in all", Quantity.Bytes(allocated), "the file's bytes", Quantity.Bytes(length), Goal.RatioAtMost(MemoryLimit));
            yield return Row("import a file", Quantity.Milliseconds(import), "read it, bare reader pass", Quantity.Milliseconds(pass), Goal.RatioAtMost(MemoryLimit));
            GC.KeepAlive(snapshot);
        }
        finally
        {
            File.Delete(path);
        }

        static Row Row(string name, Quantity amount, string baseline, Quantity baselineAmount, Goal goal) => new()
        {
            Operation = name,
            Size = "1 GB",
            Median = amount,
            Baseline = baseline,
            BaselineMedian = baselineAmount,
            Goal = goal,
        };
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Write(string path)
    {
        ReadOnlySpan<byte> json = StateCache.Compact(StateSize.Large);
        ReadOnlySpan<byte> begin = ",\"logs\":["u8;
        int logs = json.LastIndexOf(begin) + begin.Length;
        int end = json.LastIndexOf("],\"executionContext\":"u8);
        using FileStream file = new(path, FileMode.CreateNew);
        file.Write(json[..end]);
        while (file.Length < Length)
        {
            file.Write(","u8);
            file.Write(json[logs..end]);
        }

        file.Write(json[end..]);
    }
}
