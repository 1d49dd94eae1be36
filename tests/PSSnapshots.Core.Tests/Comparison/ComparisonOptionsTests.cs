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
    public void At_depth_0_a_field_is_one_change() =>
        Assert.Equal(
            [
                """Changed /status: "RUNNING" -> "FAILED" """.TrimEnd(),
                """Changed /stepResults: {"a":{"status":"running","output":{"x":[1,{"y":2}]}},"b":{"status":"running"}} -> {"a":{"status":"failed","output":{"x":[1,{"y":3}]}},"b":{"status":"running"}}""",
                """Changed /executionContext: {"same":1} -> {"same":1,"new":true}""",
            ],
            Compare(new() { Depth = 0 }));

    [Fact]
    public void What_differs_deeper_is_told_at_the_depth() =>
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
    public void Each_depth_goes_one_level_further(int depth, string path) =>
        Assert.Contains(path, StateComparison.Compare(Read(Before), Read(After), new() { Depth = depth }).Select(change => change.Path));

    [Fact]
    public void An_item_that_moved_is_told_with_its_own_value_at_the_depth()
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
    public void What_was_removed_has_its_place_in_the_first_state_also_in_an_item_that_moved()
    {
        var before = Before.WithOutput("""[{"id":1},{"id":2,"v":{"n":2}}]""");
        var after = Before.WithOutput("""[{"id":2,"v":{}}]""");

        Assert.Equal(["Removed /stepResults/s/output/0: {\"id\":1}", "Removed /stepResults/s/output/1/v/n: 2"], Compare(before, after, new()));
    }

    [Fact]
    public void Only_the_paths_that_are_asked_for_are_told() =>
        Assert.Equal(["""Changed /stepResults/a/status: "running" -> "failed" """.TrimEnd()], Compare(new() { Includes = path => path.EndsWith("a/status", StringComparison.Ordinal) }));

    [Fact]
    public void Paths_are_chosen_before_they_are_cut_at_the_depth() =>
        Assert.StartsWith("Changed /stepResults:", Assert.Single(Compare(new() { Depth = 0, Includes = path => path.EndsWith('y') })), StringComparison.Ordinal);

    [Fact]
    public void Times_of_entries_may_be_ignored_and_an_entry_put_in_front_is_still_one_change()
    {
        var later = Before.With("logs", """[{"timestamp":7,"type":"status","description":"zero"},{"timestamp":8,"type":"status","description":"one"},{"timestamp":9,"type":"status","description":"two"}]""");

        Assert.Equal(["""Added /logs/0: {"timestamp":7,"type":"status","description":"zero"}"""], Compare(Before, later, new() { IgnoreTimestamp = true }));
        Assert.True(Compare(Before, later, new()).Length > 1);
    }

    [Fact]
    public void A_key_that_is_named_goes_before_the_usual_ones()
    {
        var before = Before.WithOutput("""[{"id":1,"sku":"a","n":1},{"id":2,"sku":"b","n":2}]""");
        var after = Before.WithOutput("""[{"id":1,"sku":"b","n":2},{"id":2,"sku":"c","n":3}]""");

        Assert.Equal(
            ["""Removed /stepResults/s/output/0: {"id":1,"sku":"a","n":1}""", "Changed /stepResults/s/output/0/id: 2 -> 1", """Added /stepResults/s/output/1: {"id":2,"sku":"c","n":3}"""],
            Compare(before, after, new() { ArrayKeys = ["sku"] }));
    }

    [Fact]
    public void What_is_the_same_is_told_behind_the_differences() =>
        Assert.Equal(
            [
                "Equal /runId: \"r\"", "Equal /workflowId: \"w\"", """Equal /stepResults/b: {"status":"running"}""", "Equal /executionPath: []",
                "Equal /events: []", "Equal /executionGraph: []",
                """Equal /logs: [{"timestamp":1,"type":"status","description":"one"},{"timestamp":2,"type":"status","description":"two"}]""",
                "Equal /executionContext/same: 1",
            ],
            Compare(new() { IncludeEqual = true })[4..]);

    [Fact]
    public void A_state_and_itself_are_equal_in_all()
    {
        var state = Sample.FullStore().State;

        Assert.All(StateComparison.Compare(state, state, new() { IncludeEqual = true }), change => Assert.Equal(ChangeKind.Equal, change.Kind));
        Assert.Empty(StateComparison.Compare(state, state, new() { Depth = 0 }));
    }

    [Fact]
    public void No_depth_hides_that_states_differ() =>
        Property.Holds(Gen.Select(Generate.StoreAction.Array[0, 12], Generate.StoreAction.Array[0, 5], Gen.Int[0, 4]), example =>
        {
            var store = Generate.StoreAfter(example.Item1);
            var before = store.State;
            foreach (var action in example.Item2) action(store);

            var cut = StateComparison.Compare(before, store.State, new() { Depth = example.Item3 });

            Assert.Equal(StateComparison.Compare(before, store.State).Count > 0, cut.Count > 0);
            Assert.All(cut, change => Assert.True(change.Path.Count(unit => unit == '/') <= example.Item3 + 1));
        });

    private static string[] Compare(ComparisonOptions options) => Compare(Before, After, options);

    private static string[] Compare(TestDocument before, TestDocument after, ComparisonOptions options) =>
        [.. StateComparison.Compare(Read(before), Read(after), options).Select(change => change.ToString())];

    private static Snapshot Read(TestDocument document) => SnapshotReader.Read(document.ToString());
}
