using System.Globalization;

namespace PSSnapshots.Benchmarks.States;

/// <summary>What follows from a <see cref="StateSize"/>.</summary>
public static class StateSizeExtensions
{
    /// <summary>How many logs every step brings.</summary>
    public const int LogsPerStep = 5;

    /// <summary>How many events every step brings.</summary>
    public const int EventsPerStep = 2;

    extension(StateSize size)
    {
        /// <summary>How many steps a state of this size has.</summary>
        public int StepCount => size switch
        {
            StateSize.Small => 10,
            StateSize.Medium => 1_000,
            StateSize.Large => 20_000,
            _ => throw new ArgumentOutOfRangeException(nameof(size), size, null),
        };

        /// <summary>The name that the size has in run ids and file names.</summary>
        public string Name => size switch
        {
            StateSize.Small => "small",
            StateSize.Medium => "medium",
            StateSize.Large => "large",
            _ => throw new ArgumentOutOfRangeException(nameof(size), size, null),
        };

        /// <summary>The size as a table shows it: <c>20,000 steps</c>.</summary>
        public string Label => string.Create(CultureInfo.InvariantCulture, $"{size.StepCount:N0} steps");
    }
}
