using System.Globalization;

namespace PSSnapshots.Benchmarks.States;

/// <summary>The properties of a <see cref="StateSize"/>.</summary>
public static class StateSizeExtensions
{
    /// <summary>The number of logs of each step.</summary>
    public const int LogsPerStep = 5;

    /// <summary>The number of events of each step.</summary>
    public const int EventsPerStep = 2;

    extension(StateSize size)
    {
        /// <summary>Returns the number of steps of a state.</summary>
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
