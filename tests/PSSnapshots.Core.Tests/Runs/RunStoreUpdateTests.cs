using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Runs;

public class RunStoreUpdateTests
{
    private readonly RunStore _store = Sample.Store();

    [Fact]
    public void Several_changes_in_one_update_are_one_notification()
    {
        using var recorder = new Recorder(_store);

        _store.Update((state, now) => state.WithStatus(RunStatus.Running, now).WithStepResult(new StepResult("a", StepStatus.Running), now));

        var (before, after) = Assert.Single(recorder.Changes);
        Assert.Equal((RunStatus.Initial, RunStatus.Running), (before.Status, after.Status));
        Assert.Equal(2, after.Logs.Count);
    }

    [Fact]
    public void Update_that_throws_changes_nothing_and_notifies_no_observer()
    {
        using var recorder = new Recorder(_store);
        var before = _store.State;

        Assert.Throws<InvalidOperationException>(() => _store.Update((_, _) => throw new InvalidOperationException()));

        Assert.Same(before, _store.State);
        Assert.Empty(recorder.Changes);
        _store.AddLog("goes on");
        Assert.Single(recorder.Changes);
    }

    [Fact]
    public void Update_that_returns_the_old_state_notifies_no_observer()
    {
        using var recorder = new Recorder(_store);

        _store.Update((state, _) => state);

        Assert.Empty(recorder.Changes);
    }

    [Fact]
    public void Observer_that_throws_does_not_prevent_the_change_or_other_notifications()
    {
        using var failing = _store.Subscribe((_, _) => throw new TimeoutException("too slow"));
        using var failingToo = _store.Subscribe((_, _) => throw new IOException("disk full"));
        using var recorder = new Recorder(_store);

        var failure = Assert.Throws<ObserverException>(() => _store.SetStatus(RunStatus.Running));

        Assert.Equal(["too slow", "disk full"], failure.InnerExceptions.Select(inner => inner.Message));
        Assert.Equal(RunStatus.Running, _store.State.Status);
        Assert.Single(recorder.Changes);
    }

    [Fact]
    public void Change_after_an_observer_threw_is_notified()
    {
        var broken = true;
        using var failing = _store.Subscribe((_, _) =>
        {
            if (broken) throw new TimeoutException();
        });
        using var recorder = new Recorder(_store);
        Assert.Throws<ObserverException>(() => _store.AddLog("one"));

        broken = false;
        _store.AddLog("two");

        Assert.Equal(2, recorder.Changes.Count);
    }

    [Fact]
    public void Observer_that_changes_the_store_is_notified_of_its_own_change_afterwards()
    {
        using var first = new Recorder(_store);
        using var answering = _store.Subscribe((_, after) =>
        {
            if (after.Logs.Count < 3) _store.AddLog($"answer {after.Logs.Count}");
        });
        using var last = new Recorder(_store);

        _store.AddLog("asked");

        foreach (var recorder in new[] { first, last })
            Assert.Equal([(0, 1), (1, 2), (2, 3)], recorder.Changes.Select(change => (change.Before.Logs.Count, change.After.Logs.Count)));
    }

    [Fact]
    public void Unsubscribed_observer_is_not_notified_and_others_still_are()
    {
        var leaving = new Recorder(_store);
        using var staying = new Recorder(_store);
        _store.AddLog("one");

        leaving.Dispose();
        leaving.Dispose();
        _store.AddLog("two");

        Assert.Single(leaving.Changes);
        Assert.Equal(2, staying.Changes.Count);
    }

    [Fact]
    public void Function_subscribed_twice_is_notified_twice_and_unsubscribed_separately()
    {
        var told = 0;
        void Observe(RunState before, RunState after) => told++;
        var one = _store.Subscribe(Observe);
        using var other = _store.Subscribe(Observe);

        _store.AddLog("both");
        one.Dispose();
        _store.AddLog("one");

        Assert.Equal(3, told);
    }
}
