using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>
/// Runs a step for each item. Items that run in sequence stop at the first that does not complete. Items that run in
/// parallel continue if one waits; if one fails, no further item begins.
/// </summary>
internal sealed class ForEachRunner(RunContext run, LeafRunner leaves, Frame frame, ForEachNode each)
{
    private NodeOutcome[] _ends = [];
    private volatile bool _failed;

    public NodeOutcome Run(JsonValue? input, IStepHost host)
    {
        var items = Items(input, host);
        if (run.MustStop && items.Count > 0) return NodeOutcome.Stopped;
        _ends = new NodeOutcome[items.Count];
        var open = Passed(items.Count);
        if (each.ThrottleLimit == 1)
        {
            foreach (var index in open)
            {
                RunOne(index, items[index], host);
                if (!_ends[index].IsCompleted) return _ends[index];
            }
        }
        else
        {
            ParallelExecution.Run(host, open.Count, each.ThrottleLimit, (place, own) =>
            {
                var index = open[place];
                if (_failed) _ends[index] = NodeOutcome.Stopped;
                else RunOne(index, items[index], own);
            });
        }
        var worst = NodeOutcome.WorstOf(_ends);
        return worst.IsCompleted ? NodeOutcome.Completed(JsonBuilder.Array([.. _ends.Select(end => end.Output)])) : worst;
    }

    private IReadOnlyList<JsonValue> Items(JsonValue? input, IStepHost host)
    {
        if (frame.Plan is { Kind: JsonKind.Array } planned) return planned.Items();
        var call = new StepCall(frame.Node.Id, run.Store) { Input = input };
        var items = CodeFailedException.Guard(each.Items, () => host.GetItems(each.Items, call, run.Cancellation), run.Cancellation);
        frame.Settle(JsonBuilder.Array(items));
        return items;
    }

    /// <summary>Reads the outcomes of completed items, and returns the indexes of the others.</summary>
    private List<int> Passed(int count)
    {
        var known = run.Store.State.StepResults;
        var open = new List<int>();
        for (var i = 0; i < count; i++)
        {
            if (known.TryGetExact(IterationId.Of(frame.Node.Id, i), out var result) && result.Status == StepStatus.Completed)
                _ends[i] = NodeOutcome.Completed(result.OutputJson);
            else
                open.Add(i);
        }
        return open;
    }

    private void RunOne(int index, JsonValue item, IStepHost host)
    {
        var leaf = new Leaf(IterationId.Of(frame.Node.Id, index), frame.Node.Path.Then(index), each.Code, each.Options, item, index);
        var end = leaves.Run(leaf, host);
        _ends[index] = end;
        if (end.Kind == NodeOutcomeKind.Failed) _failed = true;
    }
}
