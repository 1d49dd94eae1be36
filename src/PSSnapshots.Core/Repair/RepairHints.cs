namespace PSSnapshots.Repair;

/// <summary>What is known of a run beside its damaged export; it is used where the export does not tell it.</summary>
/// <param name="RunId">The run.</param>
/// <param name="WorkflowId">The run's workflow.</param>
public sealed record RepairHints(string? RunId = null, string? WorkflowId = null);
