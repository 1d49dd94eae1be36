namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>What a <see cref="Quantity"/> counts.</summary>
public enum Unit
{
    /// <summary>Time, in nanoseconds.</summary>
    Nanoseconds,

    /// <summary>Memory, in bytes.</summary>
    Bytes,

    /// <summary>Things that happen, such as notifications.</summary>
    Count,
}
