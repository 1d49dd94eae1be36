namespace PSSnapshots.Benchmarks.States;

/// <summary>The sizes of the measured states. Each step has five logs and two events.</summary>
public enum StateSize
{
    /// <summary>10 steps, 50 logs, 20 events: 22 KB of JSON.</summary>
    Small,

    /// <summary>1,000 steps, 5,000 logs, 2,000 events: 2 MB of JSON.</summary>
    Medium,

    /// <summary>20,000 steps, 100,000 logs, 40,000 events: 43 MB of JSON.</summary>
    Large,
}
