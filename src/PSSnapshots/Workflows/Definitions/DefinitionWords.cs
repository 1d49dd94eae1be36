using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>
/// The words of a definition. They are functions that exist while it is read, and hand what they were given to the
/// builder; the engine binds their parameters, so that completion, splatting and its own messages work.
/// </summary>
internal static class DefinitionWords
{
    /// <summary>The variable with which the words reach the builder.</summary>
    public const string BuilderVariable = "PSSnapshotsDefine";

    private const string OfSteps = """
        [int]$Attempts, [int]$Retry, [PSSnapshots.Binding.Interval()][timespan]$Delay, [double]$Backoff, [double]$Jitter,
        [PSSnapshots.Binding.Interval()][timespan]$MaxDelay, [PSSnapshots.Binding.Interval()][timespan]$Timeout,
        [double]$TimeoutSec, [switch]$NonIdempotent
        """;

    private static readonly (string Word, string Parameters)[] Words =
    [
        ("Step", $"[Parameter(Position=0)]$Id, [Parameter(Position=1)]$Body, {OfSteps}"),
        ("InParallel", "[Parameter(Position=0)]$Id, [Parameter(Position=1)]$Body, [int]$ThrottleLimit"),
        ("Branch", "[Parameter(Position=0)]$Id, [Parameter(Position=1)]$Body"),
        ("When", "[Parameter(Position=0)]$Condition, [Parameter(Position=1)]$Body, [Parameter(ValueFromRemainingArguments)]$More"),
        ("Otherwise", "[Parameter(Position=0)]$Body"),
        ("ForEachItem", $"[Parameter(Position=0)]$Id, [Parameter(Position=1)]$Body, $In, [int]$ThrottleLimit, {OfSteps}"),
        ("Loop", $"[Parameter(Position=0)]$Id, [Parameter(Position=1)]$Body, $Until, $While, [int]$MaxIterations, {OfSteps}"),
        ("SubWorkflow", "[Parameter(Position=0)]$Id, [Parameter(Position=1)]$Body"),
        ("Retry", "[Parameter(Position=0)][int]$Attempts, [PSSnapshots.Binding.Interval()][timespan]$Delay, [double]$Backoff, [double]$Jitter, [PSSnapshots.Binding.Interval()][timespan]$MaxDelay"),
    ];

    public static IEnumerable<string> Names => Words.Select(word => word.Word);

    /// <summary>The functions, new for each definition, since a script block belongs to one runspace.</summary>
    public static Dictionary<string, ScriptBlock> Functions() => Words.ToDictionary(
        word => word.Word,
        word => ScriptBlock.Create(
            $"[CmdletBinding(PositionalBinding=$false)]param({word.Parameters})\n${BuilderVariable}.Invoke('{word.Word}', $PSBoundParameters, $MyInvocation)"),
        StringComparer.OrdinalIgnoreCase);
}
