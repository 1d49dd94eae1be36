namespace PSSnapshots.Benchmarks.States;

/// <summary>The status of a generated step.</summary>
internal enum StepOutcome
{
    Completed,
    Failed,
    Suspended,
    Running,
}
