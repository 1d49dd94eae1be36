using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows.Support;

/// <summary>Makes definitions whose code is C#, for <see cref="FakeHost"/>.</summary>
internal static class Flow
{
    public static WorkflowDefinition Of(params WorkflowNode[] nodes) => new(nodes);

    public static StepCode Code(Func<StepCall, JsonValue?> body, string text = "code") =>
        new(text, (StepCall call, CancellationToken _) => new StepOutcome(body(call)));

    public static StepNode Step(string id, Func<StepCall, JsonValue?>? body = null, StepOptions? options = null, string? text = null) =>
        new(id, Code(body ?? (call => call.Input), text ?? id), options);

    public static StepNode Raw(string id, Func<StepCall, CancellationToken, StepOutcome> body, StepOptions? options = null) =>
        new(id, new StepCode(id, body), options);

    /// <summary>A step that waits at first, and gives what it is resumed with.</summary>
    public static StepNode Ask(string id, JsonValue? payload = null) =>
        Raw(id, (call, _) => call.IsResumed ? new StepOutcome(call.ResumeData) : new StepOutcome(null, payload, IsSuspended: true));

    public static StepNode Fail(string id, Func<bool> while_, StepOptions? options = null) =>
        Step(id, call => while_() ? throw new IOException("disk full") : JsonValue.From(id), options);

    public static ForEachNode ForEach(string id, Func<StepCall, IReadOnlyList<JsonValue>> items, Func<StepCall, JsonValue?> body, int throttle = 1, StepOptions? options = null) =>
        new(id, new StepCode("items", items), Code(body), throttle, options);

    public static LoopNode Loop(string id, LoopKind kind, Func<StepCall, bool> condition, Func<StepCall, JsonValue?> body, int? most = null) =>
        new(id, kind, new StepCode("condition", condition), Code(body), most);

    public static BranchArm When(Func<StepCall, bool> condition, params WorkflowNode[] nodes) => new(new StepCode("when", condition), nodes);

    public static BranchArm Otherwise(params WorkflowNode[] nodes) => new(null, nodes);

    public static IReadOnlyList<JsonValue> Numbers(int count) => [.. Enumerable.Range(0, count).Select(number => JsonValue.From(number))];

    public static long Number(JsonValue? value) => long.Parse(value!.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    public static JsonValue Plus(JsonValue? value, long more) => JsonValue.From((value is null ? 0 : Number(value)) + more);

    /// <summary>The run of a state that went to a file and came back, as in a new process.</summary>
    public static RunStore Revived(RunState state)
    {
        string json = new SnapshotManager().Export(new SnapshotManager().Create(state));
        SnapshotManager other = new();
        return other.Restore(other.Import(json)).Store;
    }
}
