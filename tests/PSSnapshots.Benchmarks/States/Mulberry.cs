namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// The mulberry32 generator: 32 bits of state, and the same sequence on every machine and in every language.
/// </summary>
internal struct Mulberry(uint seed)
{
    private const uint Increment = 0x6D2B79F5;
    private const double Range = 4294967296.0;

    private uint _state = seed;

    /// <summary>The next number in [0, 1).</summary>
    public double Next()
    {
        _state += Increment;
        uint mixed = (_state ^ (_state >> 15)) * (_state | 1);
        mixed ^= mixed + ((mixed ^ (mixed >> 7)) * (mixed | 61));
        return (mixed ^ (mixed >> 14)) / Range;
    }
}
