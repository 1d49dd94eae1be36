using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Comparison;

/// <summary>Groups runs by their differences from a reference. Run-specific data makes no difference, everything else does.</summary>
public class DifferenceGroupingTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData("""{"path":"/runs/ID.txt"}""", """{"path":"/runs/ID.txt"}""")]
    [InlineData("""["ID","the ID-th"]""", """["ID","the ID-th"]""")]
    [InlineData("""{"ID":1,"b":{"of ID":[2]}}""", """{"ID":1}""")]
    [InlineData("""[{"id":"ID","v":1}]""", "1")]
    public void Grouping_ignores_run_specific_data(string output, string logText)
    {
        var groups = Group(Run("good", output, logText, 1), Run("r1", output, logText, 5), Run("r\\u0032", output, logText, 9));

        Assert.Equal((2, 0, "no difference", "r1, r2"), (groups[0].Count, groups[0].ChangeCount, groups[0].Difference, groups[0].RunIds));
        Assert.Single(groups);
    }

    [Theory]
    [InlineData("\"xID\"")]
    [InlineData("\"ID7\"")]
    [InlineData("{\"xID\":1}")]
    [InlineData("1")]
    public void Grouping_does_not_ignore_other_values_or_a_run_ID_inside_a_word(string output)
    {
        var groups = Group(Run("good", "\"\"", "\"\"", 1), Run("r1", output, "\"\"", 1), Run("r2", output + " ", "\"\"", 1), Run("r3", "2", "\"\"", 1));

        Assert.Equal(output == "1" ? 2 : 3, groups.Count);
        Assert.All(groups, group => Assert.Equal(1, group.ChangeCount));
    }

    [Fact]
    public void An_additional_event_is_one_change()
    {
        var run = Run("r1", "1", "\"\"", 50, events: 4);

        var change = Assert.Single(Assert.Single(Group(Run("good", "1", "\"\"", 1, events: 3), run)).Changes);

        Assert.Equal((ChangeKind.Added, "/events/3"), (change.Kind, change.Path));
    }

    [Fact]
    public void Grouping_ignores_the_order_of_steps()
    {
        var reference = SnapshotReader.Read(TestDocument.Minimal.ToString());
        var one = SnapshotReader.Read(TestDocument.Minimal.With("stepResults", """{"a":{"status":"failed"},"b":{"status":"failed"}}""").ToString());
        var other = SnapshotReader.Read(TestDocument.Minimal.With("stepResults", """{"b":{"status":"failed"},"a":{"status":"failed"}}""").ToString());

        Assert.Equal(2, Assert.Single(Group(reference, one, other)).Count);
    }

    [Fact]
    public void Difference_shortens_long_values_and_lists_three_changes()
    {
        var text = new string('x', 100);
        var steps = string.Join(',', Enumerable.Range(1, 5).Select(i => $$"""  "s{{i}}":{"status":"completed","output":"{{text}}"}  """));

        var group = Assert.Single(Group(
            SnapshotReader.Read(TestDocument.Minimal.ToString()), SnapshotReader.Read(TestDocument.Minimal.With("stepResults", $"{{{steps}}}").ToString())));

        Assert.EndsWith("; and 2 more", group.Difference, StringComparison.Ordinal);
        Assert.StartsWith("/stepResults/s1 added: {\"status\":\"completed\",\"output\":\"xxxxxx", group.Difference, StringComparison.Ordinal);
        Assert.DoesNotContain(text, group.Difference, StringComparison.Ordinal);
    }

    [Fact]
    public void ToGroups_returns_each_snapshot_once_and_the_largest_group_first() =>
        Gen.Int[0, 3].Array[0, 20].Sample(kinds =>
        {
            var runs = kinds.Select((kind, i) => Run($"run-{i}", $"{kind}", "\"\"", i)).ToArray();

            var groups = Group(Run("good", "0", "\"\"", 0), runs);

            var expected = kinds.Select((kind, i) => (kind, Id: $"run-{i}")).GroupBy(run => run.kind).OrderByDescending(group => group.Count())
                .Select(group => string.Join(", ", group.Select(run => run.Id)));
            Assert.Equal(expected, groups.Select(group => group.RunIds));
        });

    private static IReadOnlyList<DifferenceGroup> Group(Snapshot reference, params Snapshot[] snapshots)
    {
        var grouping = new DifferenceGrouping(reference.State);
        foreach (var snapshot in snapshots) grouping.Add(snapshot);
        return grouping.ToGroups();
    }

    private static Snapshot Run(string runId, string output, string logText, long time, int events = 2)
    {
        var entries = string.Join(',', Enumerable.Range(0, events).Select(i =>
            $$$"""{"type":"StepStatusUpdate","timestamp":{{{time + i}}},"runId":"{{{runId}}}","workflowId":"w","description":"{{{i}}}","payload":{"stepId":"s"}}"""));
        return SnapshotReader.Read(TestDocument.Minimal
            .With("runId", $"\"{runId}\"")
            .With("stepResults", $$$"""{"s":{"status":"completed","output":{{{output.Replace("ID", runId, StringComparison.Ordinal)}}}}}""")
            .With("events", $"[{entries}]")
            .With("logs", $$$"""[{"timestamp":{{{time}}},"type":"status","description":"of {{{runId}}}","metadata":{"m":{{{logText.Replace("ID", runId, StringComparison.Ordinal)}}}}}]""")
            .ToString());
    }
}
