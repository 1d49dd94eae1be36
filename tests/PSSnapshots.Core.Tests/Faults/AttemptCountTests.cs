using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "28")]
public class AttemptCountTests
{
    [Fact]
    public void Attempts_are_counted_in_the_snapshot()
    {
        var left = 2;
        var store = new RunStore(RunState.Create("w", "r"));
        var host = new FakeHost();
        new WorkflowRunner(Flow.Of(Flow.Fail("flaky", () => left-- > 0, new StepOptions(new RetryPolicy(5)))), store, host).Start();

        var snapshot = new SnapshotManager().Import(new SnapshotManager().Export(new SnapshotManager().Create(store)));

        Assert.Equal(3, host.Runs["flaky"]);
        Assert.Equal(3, snapshot.StepResults["flaky"].Attempts);
        Assert.Equal(2, snapshot.Logs.Count(log => log.StepId == "flaky" && log.Description.Contains("failed at attempt", StringComparison.Ordinal)));
    }
}
