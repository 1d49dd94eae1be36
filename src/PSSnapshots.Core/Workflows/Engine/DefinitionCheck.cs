namespace PSSnapshots.Workflows.Engine;

/// <summary>Validates the nodes of a definition.</summary>
internal static class DefinitionCheck
{
    public static void OfNode(string id, WorkflowNode node)
    {
        switch (node)
        {
            case ParallelNode parallel:
                Require(parallel.Arms is { Count: > 0 }, id, $"Parallel '{id}' has nothing to run. Give it at least one step.");
                OfThrottle(id, parallel.ThrottleLimit);
                break;
            case BranchNode branch:
                OfBranch(id, branch);
                break;
            case ForEachNode each:
                OfThrottle(id, each.ThrottleLimit);
                break;
            case LoopNode loop:
                Require(loop.MaxIterations is null or > 0, id, $"Loop '{id}' may take {loop.MaxIterations} iterations; it takes at least 1.");
                break;
            case NestedNode nested:
                Require(nested.Nodes is { Count: > 0 }, id, $"Workflow '{id}' has no steps. Give it at least one.");
                break;
            case StepNode:
                break;
            default:
                throw new InvalidDefinitionException(id, $"'{id}' is a {node.GetType().Name}, which no runner knows.");
        }
        if (WorkflowPlan.OptionsOf(node) is not { } options) return;
        if (options.Retry is { } retry) OfRetry(id, retry);
        Require(options.Timeout is null || options.Timeout > TimeSpan.Zero, id, $"The time limit of '{id}' is {options.Timeout}; it must be more than nothing.");
    }

    public static void OfRetry(string id, RetryPolicy retry)
    {
        var of = id.Length == 0 ? "The workflow's retry policy" : $"The retry policy of '{id}'";
        Require(retry.Attempts >= 1, id, $"{of} has {retry.Attempts} attempts; it needs at least 1.");
        Require(retry.Delay >= TimeSpan.Zero && (retry.MaxDelay is null || retry.MaxDelay >= TimeSpan.Zero), id, $"{of} has a negative delay.");
        Require(double.IsFinite(retry.Backoff) && retry.Backoff >= 1, id, $"{of} has a back-off of {retry.Backoff}; it must be at least 1.");
        Require(retry.Jitter is >= 0 and <= 1, id, $"{of} has a jitter of {retry.Jitter}; it goes from 0 to 1.");
    }

    private static void OfBranch(string id, BranchNode branch)
    {
        Require(branch.Arms is { Count: > 0 }, id, $"Branch '{id}' has no arms. Give it at least one.");
        for (var i = 0; i < branch.Arms.Count; i++)
        {
            var arm = branch.Arms[i];
            Require(arm.Nodes is { Count: > 0 }, id, $"Arm {i + 1} of branch '{id}' has nothing to run. Give it at least one step.");
            Require(arm.Condition is not null || i == branch.Arms.Count - 1, id, $"Arm {i + 1} of branch '{id}' has no condition, so that those behind it never run. Put it last.");
        }
    }

    private static void OfThrottle(string id, int limit) =>
        Require(limit >= 1, id, $"The throttle limit of '{id}' is {limit}; it must be at least 1.");

    private static void Require(bool holds, string id, string otherwise)
    {
        if (!holds) throw new InvalidDefinitionException(id, otherwise);
    }
}
