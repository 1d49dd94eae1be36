using PSSnapshots.Benchmarks.Engine;
using PSSnapshots.Benchmarks.Measurement;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>The cost of cmdlets per object in a long pipeline.</summary>
internal static class CmdletBenchmarks
{
    private const int ObjectCount = 100_000;
    private const double PipelineLimit = 1.5;

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        using Pipelines engine = new();
        SnapshotManager manager = new();
        WorkflowRun run = new(new RunStore(RunState.Create("deploy", "deploy-7")));
        engine.Set("manager", manager);
        engine.Set("run", Enumerable.Repeat<object>(run, ObjectCount).ToArray());
        engine.Set("id", Enumerable.Repeat<object>(run.RunId, ObjectCount).ToArray());
        engine.Set("snapshot", Enumerable.Repeat<object>(manager.Create(run.Store), ObjectCount).ToArray());
        manager.MaxSnapshots = 1;

        yield return Row("New-RunSnapshot", "$run | New-RunSnapshot -Manager $manager | Out-Null", "run");
        yield return Row("Get-RunSnapshot", "$id | Get-RunSnapshot -Manager $manager | Out-Null", "id");
        yield return Row("Test-RunSnapshot", "$snapshot | Test-RunSnapshot | Out-Null", "snapshot");

        Row Row(string name, string script, string input) => measure.Compare(
            $"{ObjectCount:N0} objects",
            Operation.Of(name, () => engine.Invoke(script)),
            Operation.Of("an empty compiled cmdlet", () => engine.Invoke($"${input} | Invoke-Nothing | Out-Null")),
            Goal.RatioAtMost(PipelineLimit));
    }
}
