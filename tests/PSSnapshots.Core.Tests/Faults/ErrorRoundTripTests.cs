using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "09")]
public class ErrorRoundTripTests
{
    [Fact]
    public void Error_keeps_type_message_stack_trace_and_cause_through_export_and_import()
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
    public void Error_without_a_message_says_that_the_message_is_lost()
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
