namespace PSSnapshots.Benchmarks.States;

/// <summary>How far a generated step has come.</summary>
internal enum StepOutcome
{
    Completed,
    Failed,
    Suspended,
    Running,
}
