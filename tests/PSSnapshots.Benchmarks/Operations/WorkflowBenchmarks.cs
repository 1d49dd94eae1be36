using System.Management.Automation;
using System.Management.Automation.Runspaces;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Commands;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>The overhead of a workflow per step.</summary>
internal static class WorkflowBenchmarks
{
    private const int Steps = 10_000;
    private const double Limit = 3;

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        InitialSessionState state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(typeof(StartWorkflowRunCommand).Assembly.Location);
        using Runspace runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        Invoke($$"""
            $blocks = foreach ($number in 1..{{Steps}}) { { } }
            $run = New-WorkflowRun w benchmark -Definition { foreach ($number in 1..{{Steps}}) { Step "s$number" { } } }
            """);
        yield return measure.Compare(
            $"{Steps:N0} steps",
            Operation.Of("run empty steps, no checkpoints", () => Invoke("$run.Store.Reset(); $null = Start-WorkflowRun $run")),
            Operation.Of("ForEach-Object over the blocks", () => Invoke("$blocks | ForEach-Object { & $_ }")),
            Goal.RatioAtMost(Limit));

        void Invoke(string script)
        {
            using PowerShell pipeline = PowerShell.Create(runspace).AddScript(script, useLocalScope: false);
            pipeline.Invoke();
            if (pipeline.HadErrors) throw new InvalidOperationException(pipeline.Streams.Error[0].ToString());
        }
    }
}
