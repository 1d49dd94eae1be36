using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Workflows;

namespace PSSnapshots.Commands;

/// <summary>Emits the retry policy of the steps of a workflow definition. In a definition it is called Retry too.</summary>
[Cmdlet(VerbsCommon.New, "WorkflowRetryPolicy")]
[OutputType(typeof(DefinitionElement))]
public sealed class NewWorkflowRetryPolicyCommand() : DefinitionCommand(DefinitionWords.Retry)
{
    /// <summary>The number of attempts.</summary>
    [Parameter(Position = 0)]
    public int Attempts { get; set; } = 1;

    /// <summary>The wait before the second attempt.</summary>
    [Parameter]
    [Interval]
    public TimeSpan Delay { get; set; }

    /// <summary>The factor by which each further wait is multiplied.</summary>
    [Parameter]
    public double Backoff { get; set; } = 1;

    /// <summary>The part of a wait that is random.</summary>
    [Parameter]
    public double Jitter { get; set; }

    /// <summary>The longest wait.</summary>
    [Parameter]
    [Interval]
    public TimeSpan MaxDelay { get; set; }

    private protected override IEnumerable<DefinitionElement> Create()
    {
        var element = Element(null);
        yield return element with { Retry = RetryArguments.ToPolicy(element, Attempts, Delay, Backoff, Jitter, IsGiven(nameof(MaxDelay)) ? MaxDelay : null) };
    }
}
