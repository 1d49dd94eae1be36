namespace PSSnapshots.Comparison;

/// <summary>The paths of the fields of a state, in the order of the snapshot format.</summary>
internal static class FieldPaths
{
    public static readonly ChangePath RunId = ChangePath.Field("runId");
    public static readonly ChangePath WorkflowId = ChangePath.Field("workflowId");
    public static readonly ChangePath Status = ChangePath.Field("status");
    public static readonly ChangePath Input = ChangePath.Field("input");
    public static readonly ChangePath StepResults = ChangePath.Field("stepResults");
    public static readonly ChangePath ExecutionPath = ChangePath.Field("executionPath");
    public static readonly ChangePath SuspendedPaths = ChangePath.Field("suspendedPaths");
    public static readonly ChangePath Events = ChangePath.Field("events");
    public static readonly ChangePath ExecutionGraph = ChangePath.Field("executionGraph");
    public static readonly ChangePath Result = ChangePath.Field("result");
    public static readonly ChangePath Error = ChangePath.Field("error");
    public static readonly ChangePath Logs = ChangePath.Field("logs");
    public static readonly ChangePath ExecutionContext = ChangePath.Field("executionContext");

    /// <summary>All fields of the snapshot format.</summary>
    public static readonly IReadOnlyList<ChangePath> All =
    [
        RunId, WorkflowId, Status, Input, StepResults, ExecutionPath, SuspendedPaths, Events, ExecutionGraph, Result, Error, Logs,
        ExecutionContext,
    ];
}
