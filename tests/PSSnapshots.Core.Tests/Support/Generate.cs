using System.Numerics;
using CsCheck;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Support;

/// <summary>Generators for the parts of runs.</summary>
internal static class Generate
{
    public static Gen<string> Text { get; } = Gen.OneOf(
            "a", "B", "0", " ", "/", "~", "\"", "\\", "\n", "\0", "\u001f", "\u007f", "é", "e\u0301", "日", "🚀", "\uD800", "\uDC00", "\u2028", "\uFEFF", "\uFFFD", "__proto__")
        .Array[0, 6].Select(string.Concat);

    /// <summary>Few different IDs, so that some occur repeatedly.</summary>
    public static Gen<string> Id { get; } = Gen.OneOf("build", "push", "10", "2", "", "__proto__", "a/b~c", "\uD800", "é", "Build");

    public static Gen<Tree> Tree { get; } = Gen.Recursive<Tree>((depth, inner) =>
        depth > 3 ? Scalar : Gen.Frequency((3, Scalar), (1, ArrayOf(inner)), (1, ObjectOf(inner))));

    public static Gen<Tree> ObjectTree { get; } = ObjectOf(Tree);

    /// <summary>Values, some of them with type notes.</summary>
    public static Gen<JsonValue> Value { get; } = Gen.Select(Tree, Gen.Int[0, 5], Gen.Enum<TypeNote>(), (tree, noted, type) =>
        noted > 0 ? tree.ToValue() : new JsonValue(tree.ToValue().Slice, TypeNotes.Of([new("", type)])));

    public static Gen<JsonValue> ObjectValue { get; } = Gen.Select(ObjectTree, Gen.Int[0, 5], (tree, noted) =>
        noted > 0 || tree is not Tree.Members { All.Count: > 0 } members
            ? tree.ToValue()
            : new JsonValue(tree.ToValue().Slice, TypeNotes.Of([new(JsonPointer.Append("", members.All[0].Key), TypeNote.Guid)])));

    public static Gen<int[]> Path { get; } = Gen.Int.Array[0, 3];

    public static Gen<RunError?> Error { get; } = Gen.OneOf<RunError?>(
        Gen.Const((RunError?)null),
        Text.Select(text => (RunError?)RunError.FromMessage(text)),
        Value.Select(RunError.FromJson));

    /// <summary>An action on a store.</summary>
    public static Gen<Action<RunStore>> StoreAction { get; } = Gen.OneOf<Action<RunStore>>(
        Gen.Enum<RunStatus>().Select(status => Do(store => store.SetStatus(status))),
        StepUpdate(),
        EngineResult(),
        Gen.Select(Text, Maybe(ObjectValue), Maybe(Id), (text, metadata, id) => Do(store => store.AddLog(text, metadata, id))),
        Path.Select(path => Do(store => store.UpdateExecutionPath(path))),
        Gen.Select(Id, Path, (id, path) => Do(store => store.UpdateSuspendedPath(id, path))),
        Id.Select(id => Do(store => store.RemoveSuspendedPath(id))),
        ObjectValue.Array[0, 3].Select(graph => Do(store => store.SetExecutionGraph(graph))),
        Gen.Select(Id, Value, (key, value) => Do(store => store.SetContext(key, value))),
        Gen.Select(Id, Value, (key, value) => Do(store => store.SetContext(key, value))),
        Id.Select(key => Do(store => store.DeleteContext(key))),
        Gen.Const(Do(store => store.ClearContext())),
        Maybe(Value).Select(value => Do(store => store.SetInput(value))),
        Maybe(Value).Select(value => Do(store => store.SetResult(value))),
        Error.Select(error => Do(store => store.SetError(error))),
        Gen.Select(Text, Maybe(ObjectValue), Maybe(ObjectValue), (text, payload, metadata) => Do(store => store.EmitWorkflowEvent(text, payload, metadata))),
        Gen.Select(Id, Text, Maybe(ObjectValue), (id, text, payload) => Do(store => store.EmitStepEvent(id, text, payload))),
        Gen.Int[0, 9].Select(dice => Do(store =>
        {
            if (dice == 0) store.Reset();
        })));

    private static Gen<Tree> Scalar => Gen.OneOf<Tree>(
        Gen.OneOf("null", "true", "false").Select(name => (Tree)new Tree.Literal(name)),
        Gen.Select(Gen.OneOf<BigInteger>(0, 1, -1, 10, 500, int.MaxValue, long.MaxValue, BigInteger.Pow(7, 60), -BigInteger.Pow(10, 40)), Gen.OneOf(0, 0, 1, -2, 20, 400, -400), (digits, power) => (Tree)new Tree.Number(digits, power)),
        Text.Select(text => (Tree)new Tree.Text(text)));

    /// <summary>The state after a list of actions.</summary>
    public static RunStore StoreAfter(IEnumerable<Action<RunStore>> actions)
    {
        var store = Sample.Store("\uD800r", "w");
        foreach (var action in actions) action(store);
        return store;
    }

    private static Gen<Tree> ArrayOf(Gen<Tree> items) => items.Array[0, 4].Select(all => (Tree)new Tree.Items(all));

    private static Gen<Tree> ObjectOf(Gen<Tree> values) => Gen.Select(Text, values).Array[0, 4]
        .Select(all => (Tree)new Tree.Members([.. all.DistinctBy(pair => pair.Item1).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2))]));

    private static Gen<Action<RunStore>> StepUpdate() => Gen.Select(
        Id, Gen.Enum<StepStatus>(), Maybe(Value), Error, Maybe(Path),
        (id, status, output, error, path) => Do(store => store.UpdateStepResult(id, status, output, error, path)));

    /// <summary>A result as the engine writes it, including internal fields.</summary>
    private static Gen<Action<RunStore>> EngineResult() => Gen.Select(
        Id, Gen.Enum<StepStatus>(), Maybe(Value), Gen.Int[0, 3], Maybe(Value), Maybe(Value),
        (id, status, output, attempts, plan, resumeData) => Do(store => store.UpdateStepResult(
            new StepResult(id, status, output, attempts: attempts == 0 ? null : attempts) { PlanJson = plan, ResumeDataJson = resumeData })));

    private static Gen<T?> Maybe<T>(Gen<T> some)
        where T : class => Gen.OneOf(Gen.Const((T?)null), some.Select(value => (T?)value));

    private static Action<RunStore> Do(Action<RunStore> action) => action;
}
