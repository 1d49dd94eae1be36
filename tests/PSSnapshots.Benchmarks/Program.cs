using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using PSSnapshots.Benchmarks;
using PSSnapshots.Benchmarks.States;

// --verify-states   generates all states and compares their SHA-256
// --quick           prints a table of ratios, for all families or for those named (import, export, …)
// anything else     is passed to BenchmarkDotNet: --filter '*', --job short, --list tree …
return args switch
{
    ["--verify-states"] => StateVerification.Run(Console.Out) ? 0 : 1,
    ["--quick", .. var families] => QuickRun.Run(families, Console.Out, Console.Error) ? 0 : 1,
    _ => RunBenchmarks(args),
};

static int RunBenchmarks(string[] args)
{
    IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(QuickRun).Assembly).Run(args);
    return summaries.Any(summary => summary.HasCriticalValidationErrors) ? 1 : 0;
}
