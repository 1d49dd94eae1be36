using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

public sealed class DefinitionTests
{
    private static readonly StepCode Code = new("code", 0);

    public static TheoryData<string, string, WorkflowNode[]> Wrong => new()
    {
        { "a", "Two nodes have the id 'a'. Give each an id of its own.", [Flow.Step("a"), new ParallelNode("p", [Flow.Step("a")])] },
        { "n.x", "Two nodes have the id 'n.x'. Give each an id of its own.", [new NestedNode("n", [Flow.Step("x")]), Flow.Step("n.x")] },
        { "f[0]", "The id 'f[0]' is that of an iteration of 'f'. Give the node another one.", [Flow.Step("f[0]"), new ForEachNode("f", Code, Code)] },
        { "p", "Parallel 'p' has nothing to run. Give it at least one step.", [new ParallelNode("p", [])] },
        { "p", "The throttle limit of 'p' is 0; it must be at least 1.", [new ParallelNode("p", [Flow.Step("a")], 0)] },
        { "f", "The throttle limit of 'f' is -1; it must be at least 1.", [new ForEachNode("f", Code, Code, -1)] },
        { "b", "Branch 'b' has no arms. Give it at least one.", [new BranchNode("b", [])] },
        { "b", "Arm 2 of branch 'b' has nothing to run. Give it at least one step.", [new BranchNode("b", [new BranchArm(Code, [Flow.Step("a")]), new BranchArm(null, [])])] },
        { "b", "Arm 1 of branch 'b' has no condition, so that those behind it never run. Put it last.", [new BranchNode("b", [new BranchArm(null, [Flow.Step("a")]), new BranchArm(Code, [Flow.Step("c")])])] },
        { "n", "Workflow 'n' has no steps. Give it at least one.", [new NestedNode("n", [])] },
        { "l", "Loop 'l' may take 0 iterations; it takes at least 1.", [new LoopNode("l", LoopKind.DoWhile, Code, Code, 0)] },
        { "a", "The time limit of 'a' is 00:00:00; it must be more than nothing.", [Flow.Step("a", options: new StepOptions(Timeout: TimeSpan.Zero))] },
        { "a", "The retry policy of 'a' has 0 attempts; it needs at least 1.", [Flow.Step("a", options: new StepOptions(new RetryPolicy(0)))] },
        { "a", "The retry policy of 'a' has a negative delay.", [Flow.Step("a", options: new StepOptions(new RetryPolicy(2, TimeSpan.FromSeconds(-1))))] },
        { "a", "The retry policy of 'a' has a back-off of 0.5; it must be at least 1.", [Flow.Step("a", options: new StepOptions(new RetryPolicy(2, Backoff: 0.5)))] },
        { "a", "The retry policy of 'a' has a jitter of 2; it goes from 0 to 1.", [Flow.Step("a", options: new StepOptions(new RetryPolicy(2, Jitter: 2)))] },
        { "", "The workflow has no steps. Give it at least one.", [] },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void A_definition_that_cannot_be_run_is_refused_by_the_name_of_the_node(string id, string message, WorkflowNode[] nodes)
    {
        var refused = Assert.Throws<InvalidDefinitionException>(() => Flow.Of(nodes));

        Assert.Equal(message, refused.Message);
        Assert.Equal(id, refused.NodeId);
    }

    [Fact]
    public void Nodes_can_be_nested_up_to_64_levels_deep()
    {
        static WorkflowNode Nested(int levels) => levels == 1 ? Flow.Step("a") : new NestedNode("n", [Nested(levels - 1)]);

        Flow.Of(Nested(64));
        Assert.Contains("more than 64 levels", Assert.Throws<InvalidDefinitionException>(() => Flow.Of(Nested(65))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Code_with_one_fingerprint_is_the_same_whatever_its_text()
    {
        static WorkflowDefinition With(string text, string fingerprint) => Flow.Of(new StepNode("a", new StepCode(text, 0, fingerprint)));

        Assert.Empty(With("one # comment", "one").CompareTo(With("one", "one").ToGraph()));
        Assert.Single(With("other", "two").CompareTo(With("one", "one").ToGraph()));
    }

    [Fact]
    public void A_graph_of_version_0_1_is_compared_by_the_hashes_of_the_source_text()
    {
        static WorkflowNode[] Nodes(string? fingerprint, string text = "text")
        {
            StepCode Make(string name) => new(name + text, 0, fingerprint is null ? null : name + fingerprint);
            return
            [
                new StepNode("a", Make("a")),
                new ForEachNode("f", Make("i"), Make("f")),
                new LoopNode("l", LoopKind.DoWhile, Make("c"), Make("l")),
                new BranchNode("b", [new BranchArm(Make("w"), [new StepNode("x", Make("x"))])]),
            ];
        }
        var old = Flow.Of(Nodes(null)).ToGraph();

        Assert.Empty(Flow.Of(Nodes("fingerprint")).CompareTo(old));
        Assert.Equal(["a", "f", "l", "b", "x"], Flow.Of(Nodes("fingerprint", "other")).CompareTo(old).Select(change => change.NodeId));
    }

    [Fact]
    public void The_graph_has_an_entry_of_the_format_for_each_node()
    {
        var graph = Flow.Of(
            Flow.Step("a", text: "one", options: new StepOptions(new RetryPolicy(3), TimeSpan.FromSeconds(2), IsIdempotent: false)),
            new ParallelNode("p", [Flow.Step("p1"), Flow.Step("p2")], 4),
            new BranchNode("b", [new BranchArm(Code, [Flow.Step("b1")]), new BranchArm(null, [Flow.Step("b2"), Flow.Step("b3")])]),
            new LoopNode("l", LoopKind.DoUntil, Code, Code, 10),
            new ForEachNode("f", Code, Code, 2),
            new NestedNode("n", [Flow.Step("x")])).ToGraph();

        string Short(JsonValue entry) => System.Text.RegularExpressions.Regex.Replace(entry.ToString(), "[0-9a-f]{64}", "#");
        Assert.Equal(
            [
                """{"type":"step","step":{"id":"a","hash":"#","attempts":3,"timeout":2000,"idempotent":false}}""",
                """{"type":"parallel","id":"p","steps":[{"type":"step","step":{"id":"p1","hash":"#"}},{"type":"step","step":{"id":"p2","hash":"#"}}],"opts":{"concurrency":4}}""",
                """{"type":"conditional","id":"b","steps":[{"type":"step","step":{"id":"b1","hash":"#"}},{"type":"step","steps":[{"type":"step","step":{"id":"b2","hash":"#"}},{"type":"step","step":{"id":"b3","hash":"#"}}]}],"conditions":[{"hash":"#"},null]}""",
                """{"type":"loop","step":{"id":"l","hash":"#"},"loopType":"dountil","condition":{"hash":"#"},"maxIterations":10}""",
                """{"type":"foreach","step":{"id":"f","hash":"#"},"items":{"hash":"#"},"opts":{"concurrency":2}}""",
                """{"type":"step","step":{"id":"n","executionGraph":[{"type":"step","step":{"id":"x","hash":"#"}}]}}""",
            ],
            graph.Select(Short));
        // printf one | sha256sum
        Assert.Contains("7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed", graph[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_is_the_same_whatever_the_line_ends() =>
        Assert.Equal(new StepCode("a\nb\nc", 0).Hash, new StepCode("a\r\nb\rc", 0).Hash);

    [Fact]
    public void A_definition_is_the_same_as_itself_also_after_an_export_and_an_import()
    {
        static WorkflowDefinition Make() => Flow.Of(Flow.Step("a"), new ParallelNode("p", [Flow.Step("b"), new NestedNode("n", [Flow.Step("c")])]));
        var store = Flow.Revived(RunState.Create("w", "r", executionGraph: Make().ToGraph()));

        Assert.Empty(Make().CompareTo([.. store.State.GraphEntries]));
    }

    [Fact]
    public void Retries_limits_of_time_and_of_throttles_may_change()
    {
        var before = Flow.Of(Flow.Step("a"), new ParallelNode("p", [Flow.Step("b")], 2), Flow.Loop("l", LoopKind.DoWhile, _ => false, _ => null, 5));
        var now = Flow.Of(
            Flow.Step("a", options: new StepOptions(new RetryPolicy(9), TimeSpan.FromHours(1), false)),
            new ParallelNode("p", [Flow.Step("b")], 9),
            Flow.Loop("l", LoopKind.DoWhile, _ => false, _ => null, 50));

        Assert.Empty(now.CompareTo(before.ToGraph()));
    }

    [Fact]
    public void Each_difference_names_its_node()
    {
        var before = Flow.Of(
            Flow.Step("gone"), Flow.Step("kept"), Flow.Step("edited"), Flow.Step("first"), Flow.Step("second"),
            Flow.Step("wanders"), new NestedNode("n", [Flow.Step("x")]), Flow.Loop("l", LoopKind.DoWhile, _ => false, _ => null));
        var now = Flow.Of(
            Flow.Step("kept"), Flow.Step("edited", text: "other"), Flow.Step("second"), Flow.Step("first"), Flow.Step("new"),
            new ParallelNode("p", [Flow.Step("wanders")]), new NestedNode("n", [Flow.Step("x")]), Flow.Loop("l", LoopKind.DoUntil, _ => false, _ => null));

        Assert.Equal(
            ["'gone' removed", "'edited' changed", "'second' moved", "'new' added", "'p' added", "'wanders' moved", "'l' changed"],
            now.CompareTo(before.ToGraph()).Select(change => change.ToString()));
    }

    [Fact]
    public void Step_in_a_different_arm_of_a_branch_is_moved()
    {
        var before = Flow.Of(new BranchNode("b", [new BranchArm(Code, [Flow.Step("x")]), new BranchArm(null, [Flow.Step("y"), Flow.Step("z")])]));
        var now = Flow.Of(new BranchNode("b", [new BranchArm(Code, [Flow.Step("x"), Flow.Step("y")]), new BranchArm(null, [Flow.Step("z")])]));

        Assert.Equal(["'y' moved"], now.CompareTo(before.ToGraph()).Select(change => change.ToString()));
    }

    [Fact]
    public void Of_a_graph_that_was_made_elsewhere_the_ids_and_the_kinds_are_compared()
    {
        JsonValue[] elsewhere = [Json.Of("""{"type":"step","step":{"id":"a","description":"step a"}}"""), Json.Of("""{"type":"step","step":{"id":"b"}}""")];

        Assert.Empty(Flow.Of(Flow.Step("a"), Flow.Step("b")).CompareTo(elsewhere));
        Assert.Equal(["'b' removed"], Flow.Of(Flow.Step("a")).CompareTo(elsewhere).Select(change => change.ToString()));
        Assert.Empty(Flow.Of(Flow.Step("a")).CompareTo([]));
    }

    [Fact]
    public void A_run_is_not_resumed_with_a_definition_that_changed_unless_by_force()
    {
        var isBroken = true;
        var store = new RunStore(RunState.Create("w", "r"));
        var host = new FakeHost();
        new WorkflowRunner(Flow.Of(Flow.Step("a"), Flow.Fail("b", () => isBroken)), store, host).Start();
        isBroken = false;
        var before = store.State;
        var changed = Flow.Of(Flow.Step("a", text: "other"), Flow.Fail("b", () => isBroken), Flow.Step("c"));

        var refused = Assert.Throws<DefinitionChangedException>(() => new WorkflowRunner(changed, store, host).Resume());

        Assert.Equal(
            "The definition changed since run 'r' began: 'a' changed, 'c' added. Resume it with the definition that it began with, or force it.", refused.Message);
        Assert.Same(before, store.State);

        var state = new WorkflowRunner(changed, store, host, new RunnerOptions { Force = true }).Resume();
        Assert.Equal(RunStatus.Completed, state.Status);
        Assert.Equal(["a", "b", "b", "c"], host.Order);
        Assert.Empty(changed.CompareTo([.. state.GraphEntries]));
    }
}
