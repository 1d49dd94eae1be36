using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Runs nodes in sequence, each according to its kind. Completed nodes are skipped.</summary>
internal sealed class NodeRunner
{
    private readonly RunContext _run;
    private readonly LeafRunner _leaves;

    public NodeRunner(RunContext run)
    {
        _run = run;
        _leaves = new LeafRunner(run);
    }

    public NodeOutcome RunAll(PlanNode[] nodes, JsonValue? input, IStepHost host)
    {
        // Only this runner runs these nodes, so those that are completed were completed before it started.
        var known = _run.Store.State.StepResults;
        var output = input;
        StepResult? passed = null;
        foreach (var node in nodes)
        {
            if (known.Count > 0 && known.TryGetExact(node.Id, out var result) && result.Status == StepStatus.Completed)
            {
                passed = result;
                continue;
            }
            if (passed is not null) output = passed.OutputJson;
            passed = null;
            var end = Run(node, output, host);
            if (!end.IsCompleted) return end;
            output = end.Output;
        }
        return NodeOutcome.Completed(passed is null ? output : passed.OutputJson);
    }

    private NodeOutcome Run(PlanNode node, JsonValue? input, IStepHost host)
    {
        if (node.Node is StepNode step) return _leaves.Run(new Leaf(node.Id, node.Path, step.Code, step.Options, input), host);
        if (_run.IsSkipped(node.Id)) return SkippedStep.Record(_run, node.Id, node.Path);
        if (_run.MustStop) return NodeOutcome.Stopped;
        var frame = new Frame(_run, node);
        frame.Begin();
        NodeOutcome end;
        try
        {
            end = node.Node switch
            {
                ParallelNode parallel => RunParallel(parallel, node, input, host),
                BranchNode branch => RunBranch(branch, node, frame, input, host),
                ForEachNode each => new ForEachRunner(_run, _leaves, frame, each).Run(input, host),
                LoopNode loop => new LoopRunner(_run, _leaves, frame, loop).Run(input, host),
                _ => RunAll(node.Lanes[0], input, host),
            };
        }
        catch (OperationCanceledException) when (_run.Cancellation.IsCancellationRequested)
        {
            end = NodeOutcome.Stopped;
        }
        catch (CodeFailedException failure)
        {
            var thrown = failure.InnerException!;
            end = NodeOutcome.Failed(host.ToRunError(thrown), new StepFailure(node.Id, thrown, failure.Code));
        }
        frame.End(end);
        return end;
    }

    private NodeOutcome RunParallel(ParallelNode parallel, PlanNode node, JsonValue? input, IStepHost host)
    {
        var lanes = node.Lanes;
        var ends = new NodeOutcome[lanes.Length];
        ParallelExecution.Run(host, lanes.Length, parallel.ThrottleLimit, (arm, own) => ends[arm] = RunAll(lanes[arm], input, own));
        var worst = NodeOutcome.WorstOf(ends);
        if (!worst.IsCompleted) return worst;
        var outputs = new KeyValuePair<string, JsonValue?>[ends.Length];
        for (var arm = 0; arm < ends.Length; arm++) outputs[arm] = new(parallel.Arms[arm].Id, ends[arm].Output);
        return NodeOutcome.Completed(JsonBuilder.Object(outputs));
    }

    private NodeOutcome RunBranch(BranchNode branch, PlanNode node, Frame frame, JsonValue? input, IStepHost host)
    {
        if (frame.PlannedNumber is not { } arm)
        {
            arm = Choose(branch, node, input, host);
            frame.Settle(JsonValue.From(arm));
        }
        if (_run.MustStop) return NodeOutcome.Stopped;
        return arm >= 0 && arm < node.Lanes.Length ? RunAll(node.Lanes[arm], input, host) : NodeOutcome.Completed(null);
    }

    private int Choose(BranchNode branch, PlanNode node, JsonValue? input, IStepHost host)
    {
        for (var arm = 0; arm < branch.Arms.Count; arm++)
        {
            if (branch.Arms[arm].Condition is not { } condition) return arm;
            var call = new StepCall(node.Id, _run.Store) { Input = input };
            if (CodeFailedException.Guard(condition, () => host.Test(condition, call, _run.Cancellation), _run.Cancellation)) return arm;
        }
        return -1;
    }
}
