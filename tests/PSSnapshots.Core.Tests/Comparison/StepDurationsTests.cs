using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Comparison;

/// <summary>The durations of the step of a change come from logs or, without them, from events.</summary>
public class StepDurationsTests
{
    [Theory]
    [InlineData("running@1000 completed@3100", 2100)]
    [InlineData("running@1000 failed@1500", 500)]
    [InlineData("running@1000 suspended@1500", 500)]
    [InlineData("running@1000 suspended@1500 running@9000 completed@9500", 8500)]
    [InlineData("running@1000 completed@1000", 0)]
    [InlineData("running@1000", null)]
    [InlineData("completed@1000", null)]
    [InlineData("completed@1000 running@2000", null)]
    [InlineData("running@1000 failed@1500 running@2000", null)]
    [InlineData("running@2000 completed@1000", null)]
    [InlineData("", null)]
    public void Durations_are_read_from_logs_or_events(string marks, int? milliseconds)
    {
        TimeSpan? expected = milliseconds is { } known ? TimeSpan.FromMilliseconds(known) : null;

        Assert.Equal((expected, null), DurationsOf(Read("logs", Logs(marks), output: 1)));
        Assert.Equal((expected, null), DurationsOf(Read("events", Events(marks), output: 1)));
        Assert.Equal((null, expected), DurationsOf(Read("logs", "[]", output: 1), Read("logs", Logs(marks), output: 2)));
    }

    [Fact]
    public void A_change_outside_steps_has_no_durations()
    {
        var store = Sample.FullStore();
        var before = store.State;
        store.SetStatus(RunStatus.Paused);

        var change = StateComparison.Compare(before, store.State)[0];

        Assert.Equal((null, null, null), (change.StepId, change.FromDuration, change.ToDuration));
    }

    [Fact]
    public void A_change_in_the_graph_belongs_to_the_innermost_step()
    {
        const string Graph = """[{"type":"step","step":{"id":"a","n":1}},{"type":"parallel","steps":[{"type":"step","step":{"id":"b","n":1}},{"type":"step","step":{"id":"c","n":1}}]}]""";
        var before = Read("executionGraph", Graph, output: 1);
        var after = Read("executionGraph", Graph.Replace("\"n\":1", "\"n\":2", StringComparison.Ordinal), output: 1);

        Assert.Equal(
            ["a /executionGraph/0/step/n", "b /executionGraph/1/steps/0/step/n", "c /executionGraph/1/steps/1/step/n"],
            StateComparison.Compare(before, after).Select(change => $"{change.StepId} {change.Path}"));
        Assert.Equal(["a", null], StateComparison.Compare(before, Read("executionGraph", "[]", output: 1)).Select(change => change.StepId));
    }

    private static (TimeSpan? From, TimeSpan? To) DurationsOf(RunState from, RunState? to = null)
    {
        var change = StateComparison.Compare(from, to ?? Read("logs", "[]", output: 2)).First(change => change.Path.StartsWith("/stepResults", StringComparison.Ordinal));
        return (change.FromDuration, change.ToDuration);
    }

    private static RunState Read(string field, string json, int output) => SnapshotReader.Read(TestDocument.Minimal
        .With("stepResults", $$$"""{"s":{"status":"completed","output":{{{output}}}}}""").With(field, json).ToString()).State;

    private static string Logs(string marks) => List(
        marks, (status, time) => $$"""{"timestamp":{{time}},"type":"step","description":"d","stepId":"s","stepStatus":"{{status}}"}""");

    private static string Events(string marks) => List(
        marks,
        (status, time) => $$$"""{"type":"StepStatusUpdate","timestamp":{{{time}}},"runId":"r","workflowId":"w","description":"d","payload":{"stepId":"s","stepStatus":"{{{status}}}"}}""");

    private static string List(string marks, Func<string, string, string> entry) =>
        $"[{string.Join(',', marks.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(mark => entry(mark.Split('@')[0], mark.Split('@')[1])))}]";
}
