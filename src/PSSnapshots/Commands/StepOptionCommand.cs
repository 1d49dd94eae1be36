using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>A word whose code runs as a step, with attempts and a time limit.</summary>
public abstract class StepOptionCommand : DefinitionCommand
{
    private protected StepOptionCommand(string word)
        : base(word)
    {
    }

    /// <summary>The ID.</summary>
    [Parameter(Position = 0)]
    [StepId]
    [AllowNull]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>The code.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    /// <summary>The number of attempts.</summary>
    [Parameter]
    public int Attempts { get; set; }

    /// <summary>The number of attempts after the first.</summary>
    [Parameter]
    public int Retry { get; set; }

    /// <summary>The wait before the second attempt.</summary>
    [Parameter]
    [Interval]
    public TimeSpan Delay { get; set; }

    /// <summary>The factor by which each further wait is multiplied.</summary>
    [Parameter]
    public double Backoff { get; set; }

    /// <summary>The part of a wait that is random.</summary>
    [Parameter]
    public double Jitter { get; set; }

    /// <summary>The longest wait.</summary>
    [Parameter]
    [Interval]
    public TimeSpan MaxDelay { get; set; }

    /// <summary>The time limit of an attempt.</summary>
    [Parameter]
    [Interval]
    public TimeSpan Timeout { get; set; }

    /// <summary>The time limit of an attempt in seconds.</summary>
    [Parameter]
    public double TimeoutSec { get; set; }

    /// <summary>Whether the code must not run twice.</summary>
    [Parameter]
    public SwitchParameter NonIdempotent { get; set; }

    private protected StepOptions Options(DefinitionElement element)
    {
        TimeSpan? timeout = IsGiven(nameof(Timeout)) ? Timeout : IsGiven(nameof(TimeoutSec)) ? Seconds(TimeoutSec) : null;
        if (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(49)) throw element.Invalid("a step's time is from more than nothing to 49 days");
        return new StepOptions(Policy(element), timeout, IsIdempotent: !NonIdempotent);
    }

    private RetryPolicy? Policy(DefinitionElement element)
    {
        if (IsGiven(nameof(Attempts)) && IsGiven(nameof(Retry))) throw element.Invalid("-Attempts and -Retry say the same; give one");
        if (!new[] { nameof(Attempts), nameof(Retry), nameof(Delay), nameof(Backoff), nameof(Jitter), nameof(MaxDelay) }.Any(IsGiven)) return null;
        var attempts = IsGiven(nameof(Attempts)) ? Attempts : IsGiven(nameof(Retry)) ? (long)Retry + 1 : 1;
        return RetryArguments.ToPolicy(
            element, attempts, Delay, IsGiven(nameof(Backoff)) ? Backoff : 1, Jitter, IsGiven(nameof(MaxDelay)) ? MaxDelay : null);
    }

    /// <summary>A number of seconds that no time span holds is out of range, as any other that is too large.</summary>
    private static TimeSpan Seconds(double seconds) =>
        double.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
