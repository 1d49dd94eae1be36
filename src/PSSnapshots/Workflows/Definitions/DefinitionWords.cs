using System.Management.Automation;
using PSSnapshots.Commands;

namespace PSSnapshots.Workflows;

/// <summary>
/// The words of a definition: aliases of the cmdlets that emit its elements. <c>Retry</c> is a function that exists only
/// while a definition is read, because an exported alias would hide a function of that name.
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

    /// <summary>The variable in which the function Retry passes its own call to the cmdlet.</summary>
    public const string CallVariable = "PSSnapshotsCall";

    /// <summary>The variable that has the cmdlet for the function Retry, whatever name the module's cmdlets were imported under.</summary>
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

    /// <summary>Creates the variable with which the function Retry finds its cmdlet.</summary>
    public static PSVariable CreateRetryVariable() =>
        new(RetryVariable, new CmdletInfo("New-WorkflowRetryPolicy", typeof(NewWorkflowRetryPolicyCommand)));

    /// <summary>Creates the functions of a definition. They are created for each one, since a script block belongs to one runspace.</summary>
    public static Dictionary<string, ScriptBlock> CreateFunctions() =>
        new(StringComparer.OrdinalIgnoreCase) { [Retry] = ScriptBlock.Create(RetryFunction) };
}
