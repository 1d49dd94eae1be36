namespace PSSnapshots.Repair;

/// <summary>The IDs to use if a damaged export has lost them.</summary>
/// <param name="RunId">The run ID; <see langword="null"/> to take it from the export.</param>
/// <param name="WorkflowId">The workflow ID; <see langword="null"/> to take it from the export.</param>
public sealed record RepairHints(string? RunId = null, string? WorkflowId = null);
