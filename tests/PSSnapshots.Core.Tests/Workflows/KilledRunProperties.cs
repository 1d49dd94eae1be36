using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Core.Tests.Workflows.Support;
using PSSnapshots.Values;
using PSSnapshots.Workflows;

namespace PSSnapshots.Core.Tests.Workflows;

/// <summary>Random workflows that lose their process at a random moment.</summary>
public sealed class KilledRunProperties
{
    private static readonly Gen<Shape> Shapes = Gen.Recursive<Shape>((depth, inner) => depth > 2
        ? Leaves
        : Gen.Frequency(
            (3, Leaves),
            (1, Gen.Select(inner.Array[1, 4], Gen.Int[1, 3], (parts, throttle) => new Shape('p', throttle, parts))),
            (1, Gen.Select(inner.Array[1, 3], Gen.Int[0, 3], (parts, holds) => new Shape('b', holds, parts))),
            (1, inner.Array[1, 3].Select(parts => new Shape('n', 0, parts)))));

    private static readonly Gen<(Shape[] Shapes, int Moment)> Killed = Gen.Select(Shapes.Array[1, 5], Gen.Int[0, 10_000]);

    private static Gen<Shape> Leaves => Gen.Frequency(
        (4, Gen.Const(new Shape('s', 0, []))),
        (1, Gen.Int[0, 4].Select(items => new Shape('f', items, []))),
        (1, Gen.Int[0, 4].Select(items => new Shape('F', items, []))),
        (1, Gen.Int[1, 4].Select(times => new Shape('l', times, []))));

    [Fact]
    public void Completed_steps_do_not_run_again_and_the_result_equals_an_uninterrupted_run() =>
        Property.Holds(Killed, sample => Check(sample.Shapes, sample.Moment, isConcurrent: false));

    [Fact]
    public void Completed_steps_do_not_run_again_when_parts_run_in_parallel() =>
        Property.Holds(Killed, sample => Check(sample.Shapes, sample.Moment, isConcurrent: true), times: 60);

    private static void Check(Shape[] shapes, int moment, bool isConcurrent)
    {
        var definition = Define(shapes);
        var states = new List<RunState>();
        var store = new RunStore(RunState.Create("w", "r", JsonValue.From(1)));
        using (store.Subscribe((_, after) => states.Add(after)))
            new WorkflowRunner(definition, store, new FakeHost(isConcurrent)).Start();
        var undisturbed = store.State;
        Assert.Equal(RunStatus.Completed, undisturbed.Status);
        // The last state is that of a run which has completed.
        var killed = states[moment % (states.Count - 1)];

        var host = new FakeHost(isConcurrent);
        var resumed = new WorkflowRunner(Define(shapes), Flow.Revived(killed), host).Resume();

        Assert.Equal(RunStatus.Completed, resumed.Status);
        Assert.Equal(undisturbed.OutputJson, resumed.OutputJson);
        Assert.Equal(undisturbed.StepResults.Keys.Order(StringComparer.Ordinal), resumed.StepResults.Keys.Order(StringComparer.Ordinal));
        foreach (var (id, result) in resumed.StepResults)
        {
            Assert.Equal(StepStatus.Completed, result.Status);
            Assert.Equal(undisturbed.StepResults[id].OutputJson, result.OutputJson);
            // Nodes that hold others run no code of their own.
            if (result.Attempts is null) continue;
            var wasCompleted = killed.StepResults.TryGetValue(id, out var before) && before.Status == StepStatus.Completed;
            Assert.Equal(wasCompleted ? 0 : 1, host.Runs.GetValueOrDefault(id));
            Assert.Equal(before?.Status == StepStatus.Running ? 2 : 1, result.Attempts);
        }
    }

    private static WorkflowDefinition Define(Shape[] shapes)
    {
        var count = 0;
        return Flow.Of([.. shapes.Select(shape => Make(shape, ref count))]);
    }

    private static WorkflowNode Make(Shape shape, ref int count)
    {
        var id = $"{shape.Kind}{count++}";
        var parts = new WorkflowNode[shape.Parts.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = Make(shape.Parts[i], ref count);
        // Each output hangs on what came before it, so that a wrong input shows at the end.
        return shape.Kind switch
        {
            's' => Flow.Step(id, call => JsonValue.From($"{id}({Digest(call.Input)})")),
            'p' => new ParallelNode(id, parts, shape.Number),
            'n' => new NestedNode(id, parts),
            'b' => new BranchNode(id, [.. parts.Select((part, arm) => Flow.When(_ => arm == shape.Number, part))]),
            'f' or 'F' => Flow.ForEach(
                id, _ => Flow.Numbers(shape.Number), call => JsonValue.From($"{id}({Digest(call.Input)})"), shape.Kind == 'F' ? 3 : 1),
            _ => Flow.Loop(
                id, LoopKind.DoUntil, call => call.Iteration == shape.Number - 1, call => JsonValue.From($"{id}({Digest(call.Input)})")),
        };
    }

    private static string Digest(JsonValue? input) => input is null ? "-" : $"{input.ByteCount}:{input.ToString().GetHashCode(StringComparison.Ordinal):x}";

    private sealed record Shape(char Kind, int Number, Shape[] Parts);
}
