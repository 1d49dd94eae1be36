using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Comparison;

public class ComparisonOptionsTests
{
    private static readonly TestDocument Before = TestDocument.Minimal
        .With("stepResults", """{"a":{"status":"running","output":{"x":[1,{"y":2}]}},"b":{"status":"running"}}""")
        .With("logs", """[{"timestamp":1,"type":"status","description":"one"},{"timestamp":2,"type":"status","description":"two"}]""")
        .With("executionContext", """{"same":1}""");

    private static readonly TestDocument After = Before
        .With("status", "\"FAILED\"")
        .With("stepResults", """{"a":{"status":"failed","output":{"x":[1,{"y":3}]}},"b":{"status":"running"}}""")
        .With("executionContext", """{"same":1,"new":true}""");

    [Fact]
    public void Compare_reports_one_change_per_field_at_depth_0() =>
        Assert.Equal(
            [
                """Changed /status: "RUNNING" -> "FAILED" """.TrimEnd(),
                """Changed /stepResults: {"a":{"status":"running","output":{"x":[1,{"y":2}]}},"b":{"status":"running"}} -> {"a":{"status":"failed","output":{"x":[1,{"y":3}]}},"b":{"status":"running"}}""",
                """Changed /executionContext: {"same":1} -> {"same":1,"new":true}""",
            ],
            Compare(new() { Depth = 0 }));

    [Fact]
    public void Compare_reports_deeper_changes_at_the_maximum_depth() =>
        Assert.Equal(
            [
                """Changed /stepResults/a: {"status":"running","output":{"x":[1,{"y":2}]}} -> {"status":"failed","output":{"x":[1,{"y":3}]}}""",
                "Added /executionContext/new: true",
            ],
            Compare(new() { Depth = 1 })[1..]);

    [Theory]
    [InlineData(2, "/stepResults/a/output")]
    [InlineData(3, "/stepResults/a/output/x")]
    [InlineData(4, "/stepResults/a/output/x/1")]
    [InlineData(5, "/stepResults/a/output/x/1/y")]
    [InlineData(99, "/stepResults/a/output/x/1/y")]
    public void Compare_reports_one_more_level_for_each_depth(int depth, string path) =>
        Assert.Contains(path, StateComparison.Compare(Read(Before), Read(After), new() { Depth = depth }).Select(change => change.Path));

    [Fact]
    public void Compare_reports_a_moved_item_with_its_own_values_at_the_maximum_depth()
    {
        var before = Before.WithOutput("""[{"id":1,"v":{"n":1}},{"id":2,"v":{"n":2}}]""");
        var after = Before.WithOutput("""[{"id":2,"v":{"n":9}}]""");

        Assert.Equal(
            [
                """Removed /stepResults/s/output/0: {"id":1,"v":{"n":1}}""",
                """Changed /stepResults/s/output/0: {"id":2,"v":{"n":2}} -> {"id":2,"v":{"n":9}}""",
            ],
            Compare(before, after, new() { Depth = 3 }));
    }

    [Fact]
    public void Path_of_a_removed_member_of_a_moved_item_refers_to_the_first_state()
    {
        var before = Before.WithOutput("""[{"id":1},{"id":2,"v":{"n":2}}]""");
        var after = Before.WithOutput("""[{"id":2,"v":{}}]""");

        Assert.Equal(["Removed /stepResults/s/output/0: {\"id\":1}", "Removed /stepResults/s/output/1/v/n: 2"], Compare(before, after, new()));
    }

    [Fact]
    public void Includes_selects_the_paths_to_report() =>
        Assert.Equal(["""Changed /stepResults/a/status: "running" -> "failed" """.TrimEnd()], Compare(new() { Includes = path => path.EndsWith("a/status", StringComparison.Ordinal) }));

    [Fact]
    public void Includes_is_applied_to_full_paths_before_depth_is() =>
        Assert.StartsWith("Changed /stepResults:", Assert.Single(Compare(new() { Depth = 0, Includes = path => path.EndsWith('y') })), StringComparison.Ordinal);

    [Fact]
    public void IgnoreTimestamp_reports_one_change_for_an_inserted_entry()
    {
        var later = Before.With("logs", """[{"timestamp":7,"type":"status","description":"zero"},{"timestamp":8,"type":"status","description":"one"},{"timestamp":9,"type":"status","description":"two"}]""");

        Assert.Equal(["""Added /logs/0: {"timestamp":7,"type":"status","description":"zero"}"""], Compare(Before, later, new() { IgnoreTimestamp = true }));
        Assert.True(Compare(Before, later, new()).Length > 1);
    }

    [Fact]
    public void ArrayKeys_are_tried_before_the_default_keys()
    {
        var before = Before.WithOutput("""[{"id":1,"sku":"a","n":1},{"id":2,"sku":"b","n":2}]""");
        var after = Before.WithOutput("""[{"id":1,"sku":"b","n":2},{"id":2,"sku":"c","n":3}]""");

        Assert.Equal(
            ["""Removed /stepResults/s/output/0: {"id":1,"sku":"a","n":1}""", "Changed /stepResults/s/output/0/id: 2 -> 1", """Added /stepResults/s/output/1: {"id":2,"sku":"c","n":3}"""],
            Compare(before, after, new() { ArrayKeys = ["sku"] }));
    }

    [Fact]
    public void IncludeEqual_reports_equal_parts_after_the_differences() =>
        Assert.Equal(
            [
                "Equal /runId: \"r\"", "Equal /workflowId: \"w\"", """Equal /stepResults/b: {"status":"running"}""", "Equal /executionPath: []",
                "Equal /events: []", "Equal /executionGraph: []",
                """Equal /logs: [{"timestamp":1,"type":"status","description":"one"},{"timestamp":2,"type":"status","description":"two"}]""",
                "Equal /executionContext/same: 1",
            ],
            Compare(new() { IncludeEqual = true })[4..]);

    [Fact]
    public void Compare_of_a_state_with_itself_reports_only_equal_parts()
    {
        var state = Sample.FullStore().State;

        Assert.All(StateComparison.Compare(state, state, new() { IncludeEqual = true }), change => Assert.Equal(ChangeKind.Equal, change.Kind));
        Assert.Empty(StateComparison.Compare(state, state, new() { Depth = 0 }));
    }

    [Fact]
    public void Depth_below_0_is_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ComparisonOptions { Depth = -1 });

    [Fact]
    public void Depth_never_hides_a_difference() =>
        Property.Holds(Gen.Select(Generate.StoreAction.Array[0, 12], Generate.StoreAction.Array[0, 5], Gen.Int[0, 4]), example =>
        {
            var store = Generate.StoreAfter(example.Item1);
            var before = store.State;
            foreach (var action in example.Item2) action(store);

            var changes = StateComparison.Compare(before, store.State, new() { Depth = example.Item3 });

            Assert.Equal(StateComparison.Compare(before, store.State).Count > 0, changes.Count > 0);
            Assert.All(changes, change => Assert.True(change.Path.Count(unit => unit == '/') <= example.Item3 + 1));
        });

    private static string[] Compare(ComparisonOptions options) => Compare(Before, After, options);

    private static string[] Compare(TestDocument before, TestDocument after, ComparisonOptions options) =>
        [.. StateComparison.Compare(Read(before), Read(after), options).Select(change => change.ToString())];

    private static Snapshot Read(TestDocument document) => SnapshotReader.Read(document.ToString());
}
