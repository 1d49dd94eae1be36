using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Sets a run to running again, and passes the answer to its waiting steps.</summary>
internal static class Resumption
{
    /// <param name="run">The run.</param>
    /// <param name="recovered">Merges the attempts of processes that died into the state.</param>
    /// <param name="answered">The steps that are answered.</param>
    /// <param name="resumeData">The answer.</param>
    public static void Begin(RunContext run, Func<RunState, RunState> recovered, IReadOnlyCollection<string> answered, JsonValue? resumeData) => run.Update((state, now) =>
    {
        var woken = Wake(recovered(state), answered, resumeData) with
        {
            GraphEntries = GraphOf(run.Definition, state),
            ResultJson = JsonValue.Null,
            ErrorJson = JsonValue.Null,
        };
        return woken
            .WithStatus(RunStatus.Resumed, now)
            .WithWorkflowEvent("Workflow resumed", null, Metadata.OfResume(resumeData, state.ExecutionPath, run.Options.DefinitionSource), now);
    });

    /// <summary>Returns the definition's graph, or the state's own graph if it is equal, so that no checkpoint writes it again.</summary>
    private static PersistentList<JsonValue> GraphOf(WorkflowDefinition definition, RunState state)
    {
        var graph = definition.ToGraph();
        var own = state.GraphEntries;
        return own.Count == graph.Count && own.Zip(graph).All(pair => pair.First.IsIdenticalTo(pair.Second))
            ? own
            : PersistentList<JsonValue>.Create([.. graph]);
    }

    /// <summary>
    /// Stores the data with the waiting steps, so that it is not lost if the process ends before they complete.
    /// </summary>
    private static RunState Wake(RunState state, IReadOnlyCollection<string> answered, JsonValue? resumeData)
    {
        var results = state.StepResults;
        foreach (var id in answered)
        {
            var waiting = state.StepResults[id];
            results = results.With(new StepResult(id, StepStatus.Suspended, waiting.OutputJson, null, waiting.SuspendedPath, waiting.Attempts)
            {
                ResumeDataJson = resumeData ?? waiting.ResumeDataJson ?? JsonValue.Null,
            });
        }
        return ReferenceEquals(results, state.StepResults) ? state : state with { StepResults = results };
    }
}
