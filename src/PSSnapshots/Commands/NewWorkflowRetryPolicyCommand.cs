using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>
/// Creates the retry policy for the steps of a workflow definition. Within a definition, Retry is another name for
/// this cmdlet.
/// </summary>
[Cmdlet(VerbsCommon.New, "WorkflowRetryPolicy")]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowRetryPolicyCommand() : DefinitionCommand(DefinitionWords.Retry)
{
    /// <summary>Gets or sets the maximum number of attempts.</summary>
    [Parameter(Position = 0)]
    public int Attempts { get; set; } = 1;

    /// <summary>Gets or sets the delay before the second attempt.</summary>
    [Parameter]
    [Interval]
    public TimeSpan Delay { get; set; }

    /// <summary>Gets or sets the factor by which each further delay is multiplied.</summary>
    [Parameter]
    public double Backoff { get; set; } = 1;

    /// <summary>Gets or sets the fraction of a delay that is random.</summary>
    [Parameter]
    public double Jitter { get; set; }

    /// <summary>Gets or sets the maximum delay.</summary>
    [Parameter]
    [Interval]
    public TimeSpan MaxDelay { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        var element = Element(null);
        yield return element with { Retry = RetryArguments.ToPolicy(element, Attempts, Delay, Backoff, Jitter, IsGiven(nameof(MaxDelay)) ? MaxDelay : null) };
    }
}
