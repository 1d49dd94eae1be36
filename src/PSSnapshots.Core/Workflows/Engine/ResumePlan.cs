namespace PSSnapshots.Workflows.Engine;

/// <summary>The first actions of a resume.</summary>
/// <param name="Recovered">Merges the attempts of processes that died into a state.</param>
/// <param name="Answered">The steps that are answered.</param>
internal sealed record ResumePlan(Func<RunState, RunState> Recovered, IReadOnlyCollection<string> Answered);
