using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Storage;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class ParallelStressTests
{
    [Fact]
    public void A_thousand_items_on_16_threads_each_run_once_and_are_all_kept()
    {
        var host = new FakeHost(isConcurrent: true);
        var store = new RunStore(RunState.Create("w", "r"));
        var definition = Flow.Of(Flow.ForEach("f", _ => Flow.Numbers(1000), call => Flow.Plus(call.Input, 1), throttle: 16));

        var state = new WorkflowRunner(definition, store, host).Start();

        Assert.Equal(Enumerable.Range(1, 1000).Select(number => JsonValue.From(number)), state.OutputJson!.Items());
        Assert.All(host.Runs, run => Assert.Equal(1, run.Value));
        Assert.Equal(1000 + 1, state.StepResults.Counts.Completed);
        Assert.Equal((2 * 1001) + 2, state.Events.Count);
        Assert.Equal(16, host.MostAtOnce);
    }

    [Fact]
    public void Of_checkpoints_that_many_runs_save_at_once_none_is_lost_or_mixed_up()
    {
        using var checkpoints = new MemorySnapshotStore();
        Crowd.Run(number =>
        {
            var store = new RunStore(RunState.Create("w", $"r{number}", JsonValue.From(number)));
            var definition = Flow.Of(
                Flow.Step("a", call => Flow.Plus(call.Input, 1000)),
                Flow.ForEach("f", _ => Flow.Numbers(8), call => Flow.Plus(call.Input, number), throttle: 4),
                Flow.Step("b"));
            new WorkflowRunner(definition, store, new FakeHost(isConcurrent: true), new RunnerOptions { Checkpoints = checkpoints }).Start();
        });

        for (var number = 0; number < Crowd.Size; number++)
        {
            var stored = checkpoints.List($"r{number}");
            Assert.Equal(Enumerable.Range(1, stored.Count), stored.Select(one => one.Sequence));
            var last = checkpoints.Read(stored[^1]);
            Assert.Equal(RunStatus.Completed, last.Status);
            Assert.Equal(JsonValue.From(number + 1000), last.StepResults["a"].OutputJson);
            Assert.Equal(Enumerable.Range(0, 8).Select(item => JsonValue.From(item + number)), last.StepResults["b"].OutputJson!.Items());
        }
    }

    [Fact]
    public void Running_items_end_when_another_fails_and_a_resume_runs_the_rest()
    {
        var isBroken = true;
        var host = new FakeHost(isConcurrent: true);
        var store = new RunStore(RunState.Create("w", "r"));
        var definition = Flow.Of(Flow.ForEach(
            "f", _ => Flow.Numbers(200), call => isBroken && call.Iteration % 50 == 7 ? throw new IOException("no") : call.Input, throttle: 8));

        Assert.Equal(RunStatus.Failed, new WorkflowRunner(definition, store, host).Start().Status);
        var completed = store.State.StepResults.Values.Where(result => result.Status == StepStatus.Completed).Select(result => result.Id).ToHashSet();
        isBroken = false;
        var state = new WorkflowRunner(definition, Flow.Revived(store.State), host).Resume();

        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(200, state.OutputJson!.Items().Length);
        Assert.All(completed, id => Assert.Equal(1, host.Runs[id]));
    }
}
