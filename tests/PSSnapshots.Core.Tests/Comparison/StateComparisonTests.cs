using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Comparison;

/// <summary>Each difference is reported as exactly one change, with its path, kind, step and values.</summary>
public class StateComparisonTests
{
    private static readonly string Document = TestDocument.Minimal
        .With("input", """{"env":"prod"}""")
        .With("stepResults", """{"a/b":{"status":"running","output":[1,{"x":1}]},"c":{"status":"completed","suspendedPath":[1]}}""")
        .With("executionPath", "[1]")
        .With("suspendedPaths", """{"c":[1]}""")
        .With("events", """[{"type":"StepStatusUpdate","timestamp":1,"runId":"r","workflowId":"w","description":"d","payload":{"stepId":"c"}}]""")
        .With("executionGraph", """[{"type":"step"},{"type":"loop"}]""")
        .With("result", "null")
        .With("error", """{"message":"m"}""")
        .With("logs", """[{"timestamp":1,"type":"step","description":"d","stepId":"c"},{"timestamp":2,"type":"status","description":"e"}]""")
        .With("executionContext", """{"k":{"n":1}}""")
        .With("tenant", "1")
        .ToString();

    /// <summary>A text in the document, its replacement, and the expected change: path, kind, step, from, to.</summary>
    public static TheoryData<string, string, string, ChangeKind, string?, string?, string?> Changes => new()
    {
        { "\"runId\":\"r\",\"workflowId\":\"w\",\"status\"", "\"runId\":\"s\",\"workflowId\":\"w\",\"status\"", "/runId", ChangeKind.Changed, null, "\"r\"", "\"s\"" },
        { "\"workflowId\":\"w\",\"status\"", "\"workflowId\":\"v\",\"status\"", "/workflowId", ChangeKind.Changed, null, "\"w\"", "\"v\"" },
        { "\"status\":\"RUNNING\"", "\"status\":\"PAUSED\"", "/status", ChangeKind.Changed, null, "\"RUNNING\"", "\"PAUSED\"" },
        { "\"prod\"", "\"test\"", "/input/env", ChangeKind.Changed, null, "\"prod\"", "\"test\"" },
        { ",\"input\":{\"env\":\"prod\"}", "", "/input", ChangeKind.Removed, null, """{"env":"prod"}""", null },
        { "\"status\":\"running\"", "\"status\":\"failed\"", "/stepResults/a~1b/status", ChangeKind.Changed, "a/b", "\"running\"", "\"failed\"" },
        { "{\"x\":1}", "{\"x\":2}", "/stepResults/a~1b/output/1/x", ChangeKind.Changed, "a/b", "1", "2" },
        { "[1,{\"x\":1}]", "[1,{\"x\":1},true]", "/stepResults/a~1b/output/2", ChangeKind.Added, "a/b", null, "true" },
        { "[1,{\"x\":1}]", "[{\"x\":1}]", "/stepResults/a~1b/output/0", ChangeKind.Removed, "a/b", "1", null },
        { "\"completed\",\"suspendedPath\":[1]", "\"completed\"", "/stepResults/c/suspendedPath", ChangeKind.Removed, "c", "[1]", null },
        { ",\"c\":{\"status\":\"completed\",\"suspendedPath\":[1]}", "", "/stepResults/c", ChangeKind.Removed, "c", """{"status":"completed","suspendedPath":[1]}""", null },
        { "\"executionPath\":[1]", "\"executionPath\":[1,2]", "/executionPath", ChangeKind.Changed, null, "[1]", "[1,2]" },
        { "\"suspendedPaths\":{\"c\":[1]}", "\"suspendedPaths\":{\"c\":[]}", "/suspendedPaths/c", ChangeKind.Changed, "c", "[1]", "[]" },
        { "\"suspendedPaths\":{\"c\":[1]}", "\"suspendedPaths\":{}", "/suspendedPaths/c", ChangeKind.Removed, "c", "[1]", null },
        { "\"suspendedPaths\":{", "\"suspendedPaths\":{\"e\":[2],", "/suspendedPaths/e", ChangeKind.Added, "e", null, "[2]" },
        { "\"stepId\":\"c\"}", "\"stepId\":\"c\",\"p\":1}", "/events/0/payload/p", ChangeKind.Added, "c", null, "1" },
        { "\"type\":\"loop\"", "\"type\":\"foreach\"", "/executionGraph/1/type", ChangeKind.Changed, null, "\"loop\"", "\"foreach\"" },
        { "\"result\":null", "\"result\":3", "/result", ChangeKind.Changed, null, "null", "3" },
        { ",\"result\":null", "", "/result", ChangeKind.Removed, null, "null", null },
        { "\"message\":\"m\"", "\"message\":\"n\"", "/error/message", ChangeKind.Changed, null, "\"m\"", "\"n\"" },
        { "\"error\":{\"message\":\"m\"}", "\"error\":{}", "/error/message", ChangeKind.Removed, null, "\"m\"", null },
        { "\"error\":{\"message\":\"m\"}", "\"error\":\"m\"", "/error", ChangeKind.Changed, null, """{"message":"m"}""", "\"m\"" },
        { "\"timestamp\":2", "\"timestamp\":3", "/logs/1/timestamp", ChangeKind.Changed, null, "2", "3" },
        { "\"description\":\"d\",\"stepId\":\"c\"", "\"description\":\"f\",\"stepId\":\"c\"", "/logs/0/description", ChangeKind.Changed, "c", "\"d\"", "\"f\"" },
        { "{\"timestamp\":1,\"type\":\"step\",\"description\":\"d\",\"stepId\":\"c\"},", "", "/logs/0", ChangeKind.Removed, "c", """{"timestamp":1,"type":"step","description":"d","stepId":"c"}""", null },
        { "{\"n\":1}", "{\"n\":[]}", "/executionContext/k/n", ChangeKind.Changed, null, "1", "[]" },
        { "{\"k\":", "{\"j\":0,\"k\":", "/executionContext/j", ChangeKind.Added, null, null, "0" },
        { "\"tenant\":1", "\"tenant\":2", "/tenant", ChangeKind.Changed, null, "1", "2" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Compare_reports_one_difference_as_one_change_in_both_directions(string old, string replacement, string path, ChangeKind kind, string? stepId, string? from, string? to)
    {
        var before = Document.IndexOf(old, StringComparison.Ordinal);
        Assert.True(before >= 0, $"{old} is not in the document.");
        var changed = string.Concat(Document.AsSpan(0, before), replacement, Document.AsSpan(before + old.Length));

        var change = Assert.Single(StateComparison.Compare(SnapshotReader.Read(Document), SnapshotReader.Read(changed)));
        var back = Assert.Single(StateComparison.Compare(SnapshotReader.Read(changed), SnapshotReader.Read(Document)));

        Assert.Equal((path, kind, stepId, from, to), (change.Path, change.Kind, change.StepId, change.FromJson?.ToString(), change.ToJson?.ToString()));
        Assert.Equal((path, stepId, to, from), (back.Path, back.StepId, back.FromJson?.ToString(), back.ToJson?.ToString()));
    }

    [Fact]
    public void Compare_ignores_the_order_of_steps_and_members()
    {
        var one = TestDocument.Minimal.With("stepResults", """{"a":{"status":"running","output":1},"b":{"status":"failed"}}""").ToString();
        var other = TestDocument.Minimal.With("stepResults", """{"b":{"status":"failed"},"a":{"output":1,"status":"running"}}""").ToString();

        Assert.Empty(StateComparison.Compare(SnapshotReader.Read(one), SnapshotReader.Read(other)));
    }

    [Fact]
    public void Compare_reports_changes_in_the_order_of_the_fields_in_the_format()
    {
        var store = Sample.FullStore();
        var before = store.State;
        store.SetContext("region", JsonValue.Null);
        store.AddLog("l");
        store.SetResult(JsonValue.Null);
        store.UpdateExecutionPath(7);
        store.SetStatus(RunStatus.Paused);

        var paths = StateComparison.Compare(before, store.State).Select(change => change.Path);

        Assert.Equal(["/status", "/executionPath", "/result", "/logs/5", "/logs/6", "/executionContext/region"], paths);
    }

    [Fact]
    public void ToString_of_a_change_is_one_line()
    {
        var store = Sample.Store();
        var before = store.State;
        store.SetContext("k", Json.Of("""{"a":1}"""));
        store.UpdateExecutionPath(1);

        Assert.Equal(
            ["Changed /executionPath: [] -> [1]", """Added /executionContext/k: {"a":1}"""],
            StateComparison.Compare(before, store.State).Select(change => change.ToString()));
        Assert.Equal("""Removed /executionContext/k: {"a":1}""", StateComparison.Compare(store.State, before)[1].ToString());
    }
}
