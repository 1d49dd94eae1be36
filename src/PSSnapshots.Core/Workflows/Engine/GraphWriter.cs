using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>
/// Writes a definition as the entries of an execution graph (format 1.0.0, "executionGraph"), and adds the hashes of the
/// code.
/// </summary>
/// <param name="hashOf">Returns the hash of code.</param>
internal sealed class GraphWriter(Func<StepCode, string> hashOf)
{
    public static IReadOnlyList<JsonValue> Entries(IReadOnlyList<WorkflowNode> nodes) => new GraphWriter(code => code.Hash).ToEntries(nodes);

    /// <summary>Returns the entries as version 0.1 writes them, with hashes of the source text.</summary>
    public static IReadOnlyList<JsonValue> EntriesByText(IReadOnlyList<WorkflowNode> nodes) => new GraphWriter(code => code.TextHash).ToEntries(nodes);

    private JsonValue[] ToEntries(IReadOnlyList<WorkflowNode> nodes)
    {
        var entries = new JsonValue[nodes.Count];
        for (var i = 0; i < entries.Length; i++)
        {
            using var output = new Utf8Output();
            Write(nodes[i], output);
            entries[i] = new JsonValue(JsonSlice.Of(output.Written));
        }
        return entries;
    }

    private void Write(WorkflowNode node, Utf8Output output)
    {
        switch (node)
        {
            case StepNode step:
                output.Json("{\"type\":\"step\""u8);
                WriteStep(step.Id, step.Code, step.Options, output);
                break;
            case ParallelNode parallel:
                output.Json("{\"type\":\"parallel\",\"id\":"u8);
                output.Text(parallel.Id);
                output.Json(",\"steps\":"u8);
                WriteAll(parallel.Arms, output);
                WriteConcurrency(parallel.ThrottleLimit, output);
                break;
            case BranchNode branch:
                WriteBranch(branch, output);
                break;
            case ForEachNode each:
                output.Json("{\"type\":\"foreach\""u8);
                WriteStep(each.Id, each.Code, each.Options, output);
                output.Json(",\"items\":"u8);
                WriteCode(each.Items, output);
                WriteConcurrency(each.ThrottleLimit, output);
                break;
            case LoopNode loop:
                output.Json("{\"type\":\"loop\""u8);
                WriteStep(loop.Id, loop.Code, loop.Options, output);
                output.Json(loop.Kind == LoopKind.DoWhile ? ",\"loopType\":\"dowhile\",\"condition\":"u8 : ",\"loopType\":\"dountil\",\"condition\":"u8);
                WriteCode(loop.Condition, output);
                if (loop.MaxIterations is { } most)
                {
                    output.Json(",\"maxIterations\":"u8);
                    output.Number(most);
                }
                break;
            case NestedNode nested:
                output.Json("{\"type\":\"step\",\"step\":{\"id\":"u8);
                output.Text(nested.Id);
                output.Json(",\"executionGraph\":"u8);
                WriteAll(nested.Nodes, output);
                output.Json("}"u8);
                break;
        }
        output.Json("}"u8);
    }

    private void WriteAll(IReadOnlyList<WorkflowNode> nodes, Utf8Output output)
    {
        output.Json("["u8);
        var first = true;
        foreach (var node in nodes)
        {
            output.Separator(ref first);
            Write(node, output);
        }
        output.Json("]"u8);
    }

    /// <summary>Writes an arm. The format has one entry for each condition, so the nodes of a longer arm are in an entry without an ID.</summary>
    private void WriteBranch(BranchNode branch, Utf8Output output)
    {
        output.Json("{\"type\":\"conditional\",\"id\":"u8);
        output.Text(branch.Id);
        output.Json(",\"steps\":["u8);
        var first = true;
        foreach (var arm in branch.Arms)
        {
            output.Separator(ref first);
            if (arm.Nodes.Count == 1)
            {
                Write(arm.Nodes[0], output);
                continue;
            }
            output.Json("{\"type\":\"step\",\"steps\":"u8);
            WriteAll(arm.Nodes, output);
            output.Json("}"u8);
        }
        output.Json("],\"conditions\":["u8);
        first = true;
        foreach (var arm in branch.Arms)
        {
            output.Separator(ref first);
            if (arm.Condition is { } condition) WriteCode(condition, output);
            else output.Json("null"u8);
        }
        output.Json("]"u8);
    }

    private void WriteStep(string id, StepCode code, StepOptions options, Utf8Output output)
    {
        output.Json(",\"step\":{\"id\":"u8);
        output.Text(id);
        output.Json(",\"hash\":"u8);
        output.Text(hashOf(code));
        if (options.Retry is { } retry)
        {
            output.Json(",\"attempts\":"u8);
            output.Number(retry.Attempts);
        }
        if (options.Timeout is { } timeout)
        {
            output.Json(",\"timeout\":"u8);
            output.Number((long)timeout.TotalMilliseconds);
        }
        if (!options.IsIdempotent) output.Json(",\"idempotent\":false"u8);
        output.Json("}"u8);
    }

    private void WriteCode(StepCode code, Utf8Output output)
    {
        output.Json("{\"hash\":"u8);
        output.Text(hashOf(code));
        output.Json("}"u8);
    }

    private static void WriteConcurrency(int limit, Utf8Output output)
    {
        output.Json(",\"opts\":{\"concurrency\":"u8);
        output.Number(limit);
        output.Json("}"u8);
    }
}
