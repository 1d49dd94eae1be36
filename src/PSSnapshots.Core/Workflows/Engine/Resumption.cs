using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Brings a run back to work, and gives those of its steps that wait what they waited for.</summary>
internal static class Resumption
{
    public static void Begin(RunContext run, JsonValue? resumeData) => run.Update((state, now) =>
    {
        var woken = Wake(run, state, resumeData) with
        {
            GraphEntries = GraphOf(run.Definition, state),
            ResultJson = JsonValue.Null,
            ErrorJson = JsonValue.Null,
        };
        return woken
            .WithStatus(RunStatus.Resumed, now)
            .WithWorkflowEvent("Workflow resumed", null, Metadata.OfResume(resumeData, state.ExecutionPath), now);
    });

    /// <summary>The definition's graph; the state's own where that is the same, so that no checkpoint writes it again.</summary>
    private static PersistentList<JsonValue> GraphOf(WorkflowDefinition definition, RunState state)
    {
        var graph = definition.ToGraph();
        var own = state.GraphEntries;
        return own.Count == graph.Count && own.Zip(graph).All(pair => pair.First.IsIdenticalTo(pair.Second))
            ? own
            : PersistentList<JsonValue>.Create([.. graph]);
    }

    /// <summary>
    /// Keeps the data with the steps that wait, so that a process that ends before they did does not lose it.
    /// </summary>
    private static RunState Wake(RunContext run, RunState state, JsonValue? resumeData)
    {
        var named = run.Options.ResumeStep;
        if (state.StepResults.Counts.Suspended == 0 || (named is null && resumeData is null && state.Status != RunStatus.Suspended)) return state;
        var results = state.StepResults;
        foreach (var waiting in state.StepResults.Values)
        {
            // A node that holds what waits is suspended too, but has no place of its own where it waits.
            if (waiting.Status != StepStatus.Suspended || waiting.SuspendedPath is null || (named is not null && waiting.Id != named)) continue;
            results = results.With(new StepResult(waiting.Id, StepStatus.Suspended, waiting.OutputJson, null, waiting.SuspendedPath, waiting.Attempts)
            {
                ResumeDataJson = resumeData ?? waiting.ResumeDataJson ?? JsonValue.Null,
            });
        }
        return state with { StepResults = results };
    }
}
