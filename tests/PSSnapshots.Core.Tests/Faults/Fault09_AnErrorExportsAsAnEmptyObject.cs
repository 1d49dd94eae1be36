using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

public class Fault09_AnErrorExportsAsAnEmptyObject
{
    [Fact]
    public void A_failed_run_round_trips_type_message_stack_and_cause_of_its_error()
    {
        var thrown = Thrown();
        var store = Sample.Store();
        store.UpdateStepResult("copy", StepStatus.Failed, error: RunError.FromException(thrown));
        store.SetError(RunError.FromException(thrown));
        store.SetStatus(RunStatus.Failed);

        var imported = new SnapshotManager().Import(new SnapshotManager().Export(new SnapshotManager().Create(store)));

        foreach (var error in new[] { imported.Error!, imported.StepResults["copy"].Error! })
        {
            Assert.Equal("System.IO.IOException", error.Type);
            Assert.Equal("disk full", error.Message);
            Assert.Equal(thrown.StackTrace, error.StackTrace);
            Assert.Contains(nameof(Thrown), error.StackTrace, StringComparison.Ordinal);
            Assert.Equal("System.TimeoutException", error.Cause?.Type);
            Assert.Equal("too slow", error.Cause?.Message);
            Assert.False(error.IsMessageLost);
        }
    }

    [Fact]
    public void An_error_that_was_lost_before_it_came_here_says_so()
    {
        var error = RunError.FromJson(JsonValue.EmptyObject);

        Assert.NotNull(error);
        Assert.True(error.IsMessageLost);
        Assert.Equal("The error's message was lost before it came here.", error.Message);
    }

    private static IOException Thrown()
    {
        try
        {
            throw new IOException("disk full", new TimeoutException("too slow"));
        }
        catch (IOException failure)
        {
            return failure;
        }
    }
}
