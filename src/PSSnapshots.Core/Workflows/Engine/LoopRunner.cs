using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Runs a loop. The input of an iteration is the output of the previous one; for the first, that of the preceding node.</summary>
internal sealed class LoopRunner(RunContext run, LeafRunner leaves, Frame frame, LoopNode loop)
{
    public NodeOutcome Run(JsonValue? input, IStepHost host)
    {
        var planned = frame.PlannedNumber ?? 1;
        var output = input;
        for (var i = 0; ; i++)
        {
            var leaf = new Leaf(IterationId.Of(frame.Node.Id, i), frame.Node.Path.Then(i), loop.Code, loop.Options, output, i);
            var end = leaves.Run(leaf, host);
            if (!end.IsCompleted) return end;
            output = end.Output;
            if (i + 1 < planned) continue;
            if (run.MustStop) return NodeOutcome.Stopped;
            if (!ShouldContinue(i, input, output, host)) return NodeOutcome.Completed(output);
            if (loop.MaxIterations is { } most && i + 1 >= most) return Fail(new LoopLimitException(frame.Node.Id, most), host);
            planned = i + 2;
            frame.Settle(JsonValue.From(planned));
        }
    }

    private NodeOutcome Fail(LoopLimitException failure, IStepHost host) =>
        NodeOutcome.Failed(host.ToRunError(failure), new StepFailure(frame.Node.Id, failure, loop.Condition));

    private bool ShouldContinue(int iteration, JsonValue? input, JsonValue? output, IStepHost host)
    {
        var call = new StepCall(frame.Node.Id, run.Store) { Input = input, Output = output, Iteration = iteration };
        var holds = CodeFailedException.Guard(loop.Condition, () => host.Test(loop.Condition, call, run.Cancellation), run.Cancellation);
        return holds == (loop.Kind == LoopKind.DoWhile);
    }
}
