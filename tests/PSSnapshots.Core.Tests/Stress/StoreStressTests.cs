using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Stress;

public class StoreStressTests
{
    private const int UpdatesPerThread = 200;

    [Fact]
    public void Concurrent_updates_of_50_threads_are_all_kept()
    {
        var store = Sample.Store();

        Crowd.Run(thread =>
        {
            for (var i = 0; i < UpdatesPerThread; i++)
            {
                if (i % 2 == 0) store.UpdateStepResult($"{thread}.{i}", StepStatus.Completed);
                else store.AddLog($"{thread}.{i}");
            }
        });

        var state = store.State;
        Assert.Equal(Crowd.Size * UpdatesPerThread / 2, state.StepResults.Count);
        Assert.Equal(Crowd.Size * UpdatesPerThread, state.Logs.Count);
        Assert.Equal(Crowd.Size * UpdatesPerThread / 2, state.StepResults.Counts.Completed);
        for (var thread = 0; thread < Crowd.Size; thread++)
        {
            var mine = state.Logs.Select(log => log.Description).Where(text => text.StartsWith($"{thread}.", StringComparison.Ordinal));
            Assert.Equal(Enumerable.Range(0, UpdatesPerThread / 2).Select(i => $"{thread}.{(2 * i) + 1}"), mine);
        }
    }

    [Fact]
    public void Observers_see_each_change_exactly_once_and_in_order()
    {
        var store = Sample.Store();
        var first = store.State;
        using var one = new Recorder(store);
        using var other = new Recorder(store);

        Crowd.Run(thread =>
        {
            for (var i = 0; i < UpdatesPerThread; i++) store.AddLog($"{thread}.{i}");
        });

        foreach (var recorder in new[] { one, other })
        {
            Assert.Equal(Crowd.Size * UpdatesPerThread, recorder.Changes.Count);
            IsChain(first, store.State, recorder);
        }
    }

    [Fact]
    public void Observers_see_each_change_once_and_in_order_also_when_one_of_them_changes_the_store()
    {
        var store = Sample.Store();
        var first = store.State;
        using var before = new Recorder(store);
        using var answering = store.Subscribe((_, after) =>
        {
            if (after.Logs[^1].StepId is null) store.AddLog("seen", stepId: after.Logs[^1].Description);
        });
        using var behind = new Recorder(store);

        Crowd.Run(thread =>
        {
            for (var i = 0; i < UpdatesPerThread / 4; i++) store.AddLog($"{thread}.{i}");
        });

        const int Asked = Crowd.Size * UpdatesPerThread / 4;
        Assert.Equal(2 * Asked, store.State.Logs.Count);
        Assert.Equal(Asked, store.State.Logs.Where(log => log.StepId is not null).Select(log => log.StepId).Distinct().Count());
        foreach (var recorder in new[] { before, behind })
        {
            Assert.Equal(2 * Asked, recorder.Changes.Count);
            IsChain(first, store.State, recorder);
        }
    }

    [Fact]
    public void Lists_derived_from_one_state_on_several_threads_are_independent()
    {
        var store = Sample.Store();
        for (var i = 0; i < 40; i++) store.AddLog("common");
        var common = store.State;
        var logs = new string[Crowd.Size][];

        Crowd.Run(thread =>
        {
            var own = new RunStore(common, new FakeClock());
            for (var i = 0; i < UpdatesPerThread; i++) own.AddLog($"{thread}.{i}");
            logs[thread] = [.. own.State.Logs.Select(log => log.Description)];
        });

        for (var thread = 0; thread < Crowd.Size; thread++)
        {
            var expected = Enumerable.Repeat("common", 40).Concat(Enumerable.Range(0, UpdatesPerThread).Select(i => $"{thread}.{i}"));
            Assert.Equal(expected, logs[thread]);
        }
        Assert.Equal(40, common.Logs.Count);
    }

    private static void IsChain(RunState first, RunState last, Recorder recorder)
    {
        Assert.Same(first, recorder.Changes[0].Before);
        Assert.Same(last, recorder.Changes[^1].After);
        for (var i = 1; i < recorder.Changes.Count; i++) Assert.Same(recorder.Changes[i - 1].After, recorder.Changes[i].Before);
    }
}
