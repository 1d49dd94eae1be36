using System.Management.Automation;
using PSSnapshots.Commands;

namespace PSSnapshots.Workflows;

/// <summary>
/// The keywords of a definition: aliases of the cmdlets that emit its elements. <c>Retry</c> is a function that
/// exists only while a definition is read, because an exported alias would hide another function with that name.
/// </summary>
internal static class DefinitionWords
{
    public const string Step = nameof(Step);
    public const string InParallel = nameof(InParallel);
    public const string Branch = nameof(Branch);
    public const string When = nameof(When);
    public const string Otherwise = nameof(Otherwise);
    public const string ForEachItem = nameof(ForEachItem);
    public const string Loop = nameof(Loop);
    public const string SubWorkflow = nameof(SubWorkflow);
    public const string Retry = nameof(Retry);

    /// <summary>The variable in which the Retry function passes its invocation to the cmdlet.</summary>
    public const string CallVariable = "PSSnapshotsCall";

    /// <summary>The variable that contains the cmdlet for the Retry function. The cmdlets can be imported with a prefix.</summary>
    public const string RetryVariable = "PSSnapshotsRetryPolicy";

    private const string RetryFunction = $$"""
        [CmdletBinding(PositionalBinding = $false)]
        param(
            [Parameter(Position = 0)] [int] $Attempts,
            [PSSnapshots.Binding.Interval()] [timespan] $Delay,
            [double] $Backoff,
            [double] $Jitter,
            [PSSnapshots.Binding.Interval()] [timespan] $MaxDelay
        )
        ${{CallVariable}} = $MyInvocation
        & ${{RetryVariable}} @PSBoundParameters
        """;

    public static IReadOnlyList<string> Names { get; } = [Step, InParallel, Branch, When, Otherwise, ForEachItem, Loop, SubWorkflow, Retry];

    /// <summary>Creates the variable in which the Retry function finds its cmdlet.</summary>
    public static PSVariable CreateRetryVariable() =>
        new(RetryVariable, new CmdletInfo("New-WorkflowRetryPolicy", typeof(NewWorkflowRetryPolicyCommand)));

    /// <summary>
    /// Creates the functions of a definition. They are created for each definition, because a script block is bound
    /// to its runspace.
    /// </summary>
    public static Dictionary<string, ScriptBlock> CreateFunctions() =>
        new(StringComparer.OrdinalIgnoreCase) { [Retry] = ScriptBlock.Create(RetryFunction) };
}
