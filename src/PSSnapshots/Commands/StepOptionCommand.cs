using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Base class of the keywords that run code as a step, with attempts and a time limit.</summary>
public abstract class StepOptionCommand : DefinitionCommand
{
    private protected StepOptionCommand(string word)
        : base(word)
    {
    }

    /// <summary>Gets or sets the step ID.</summary>
    [Parameter(Position = 0)]
    [StepId]
    [AllowNull]
    [AllowEmptyString]
    public string? Id { get; set; }

    /// <summary>Gets or sets the code of the step.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    public ScriptBlock? Body { get; set; }

    /// <summary>Gets or sets the maximum number of attempts.</summary>
    [Parameter]
    public int Attempts { get; set; }

    /// <summary>Gets or sets the number of attempts after the first.</summary>
    [Parameter]
    public int Retry { get; set; }

    /// <summary>Gets or sets the delay before the second attempt.</summary>
    [Parameter]
    [Interval]
    public TimeSpan Delay { get; set; }

    /// <summary>Gets or sets the factor by which each further delay is multiplied.</summary>
    [Parameter]
    public double Backoff { get; set; }

    /// <summary>Gets or sets the fraction of a delay that is random.</summary>
    [Parameter]
    public double Jitter { get; set; }

    /// <summary>Gets or sets the maximum delay.</summary>
    [Parameter]
    [Interval]
    public TimeSpan MaxDelay { get; set; }

    /// <summary>Gets or sets the time limit of an attempt.</summary>
    [Parameter]
    [Interval]
    public TimeSpan Timeout { get; set; }

    /// <summary>Gets or sets the time limit of an attempt in seconds.</summary>
    [Parameter]
    public double TimeoutSec { get; set; }

    /// <summary>Gets or sets whether the code must not run twice.</summary>
    [Parameter]
    public SwitchParameter NonIdempotent { get; set; }

    private protected StepOptions Options(DefinitionElement element)
    {
        TimeSpan? timeout = IsGiven(nameof(Timeout)) ? Timeout : IsGiven(nameof(TimeoutSec)) ? Seconds(TimeoutSec) : null;
        if (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(49)) throw element.Invalid("the time limit must be more than 0 and at most 49 days");
        return new StepOptions(Policy(element), timeout, IsIdempotent: !NonIdempotent);
    }

    private RetryPolicy? Policy(DefinitionElement element)
    {
        if (IsGiven(nameof(Attempts)) && IsGiven(nameof(Retry))) throw element.Invalid("-Attempts and -Retry cannot be used together");
        if (!new[] { nameof(Attempts), nameof(Retry), nameof(Delay), nameof(Backoff), nameof(Jitter), nameof(MaxDelay) }.Any(IsGiven)) return null;
        var attempts = IsGiven(nameof(Attempts)) ? Attempts : IsGiven(nameof(Retry)) ? (long)Retry + 1 : 1;
        return RetryArguments.ToPolicy(
            element, attempts, Delay, IsGiven(nameof(Backoff)) ? Backoff : 1, Jitter, IsGiven(nameof(MaxDelay)) ? MaxDelay : null);
    }

    /// <summary>A number of seconds that a TimeSpan cannot represent is out of range, like any other large value.</summary>
    private static TimeSpan Seconds(double seconds) =>
        double.Abs(seconds) < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
}
