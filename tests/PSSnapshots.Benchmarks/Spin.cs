using System.Diagnostics;
using PSSnapshots.Benchmarks.Operations;
using PSSnapshots.Benchmarks.Measurement;
namespace PSSnapshots.Benchmarks;
internal static class Spin
{
    public static int Run()
    {
        FreezeBenchmarks b = new();
        Console.WriteLine(b.Freeze().ByteCount + " " + b.Serialize().Length);
        Console.WriteLine(b.Freeze().ToString()[..900]);
        foreach (Row r in FreezeBenchmarks.QuickRows(new Measure())) Console.WriteLine($"{r.Median} {r.BaselineMedian} {r.Ratio} {r.AllocatedBytes}");
        return 0;
    }
}
