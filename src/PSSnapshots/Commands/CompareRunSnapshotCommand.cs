using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>How <c>Compare-RunSnapshot</c> tells of changes.</summary>
public enum ComparisonForm
{
    /// <summary>An object for each change.</summary>
    Change,

    /// <summary>One object for a comparison: a property for each field that differs, with From and To.</summary>
    Summary,

    /// <summary>A JSON Patch (RFC 6902) for a comparison, as text.</summary>
    JsonPatch,

    /// <summary>Lines for a person, as a unified difference has them, in colours where the host shows them.</summary>
    Text,
}

/// <summary>Finds what changed between two snapshots, or between each snapshot of a piped history and the one before.</summary>
[Cmdlet(VerbsData.Compare, "RunSnapshot", DefaultParameterSetName = PairSet)]
[OutputType(typeof(SnapshotChange), typeof(PSObject), typeof(string))]
public sealed class CompareRunSnapshotCommand : SnapshotCommand
{
    private const string PairSet = "Pair";
    private const string HistorySet = "History";

    private readonly Dictionary<string, Snapshot> _before = new(StringComparer.Ordinal);
    private ComparisonOptions _options = ComparisonOptions.Default;

    /// <summary>The first: a snapshot or a live run.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PairSet)]
    [RunState]
    public RunState ReferenceSnapshot { get; set; } = null!;

    /// <summary>The second: a snapshot or a live run.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PairSet)]
    [RunState]
    public RunState DifferenceSnapshot { get; set; } = null!;

    /// <summary>The snapshots of a history; each is compared with the one before it of the same run.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = HistorySet)]
    public Snapshot InputObject { get; set; } = null!;

    /// <summary>An object for each change, or one that sums them up.</summary>
    [Parameter]
    public ComparisonForm As { get; set; }

    /// <summary>Only changes at these JSON Pointers and below them; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>No changes at these JSON Pointers or below them; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ExcludePath { get; set; }

    /// <summary>Takes logs and events that differ only in their time for the same.</summary>
    [Parameter]
    public SwitchParameter IgnoreTimestamp { get; set; }

    /// <summary>How many levels below the fields of the state are told apart; what differs deeper is told there, as a whole.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Depth { get; set; } = int.MaxValue;

    /// <summary>Members that tell the items of an array apart, before id, name and key.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ArrayKey { get; set; } = [];

    /// <summary>Tells also of what is the same.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Has a patch test, before it takes a value away, that it is the one that is expected.</summary>
    [Parameter]
    public SwitchParameter Guarded { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => _options = new ComparisonOptions
    {
        Includes = PointerFilter.Of(Path, ExcludePath),
        IgnoreTimestamp = IgnoreTimestamp,
        Depth = Depth == int.MaxValue ? null : Depth,
        ArrayKeys = ArrayKey,
        IncludeEqual = IncludeEqual,
    };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == PairSet)
        {
            Emit(ReferenceSnapshot, DifferenceSnapshot);
            return;
        }
        if (_before.TryGetValue(InputObject.RunId, out var before)) Emit(before.State, InputObject.State, before.Sequence, InputObject.Sequence);
        _before[InputObject.RunId] = InputObject;
    }

    private void Emit(RunState from, RunState to, int? fromSequence = null, int? toSequence = null)
    {
        switch (As)
        {
            case ComparisonForm.JsonPatch:
                WriteObject(SnapshotPatch.Between(from, to, _options, Guarded).ToString());
                break;
            case ComparisonForm.Summary:
                WriteObject(ComparisonSummary.Of(from, to, StateComparison.Compare(from, to, _options)));
                break;
            case ComparisonForm.Text:
                var changes = StateComparison.Compare(from, to, _options);
                WriteObject(ComparisonText.Lines(Named(from, fromSequence), Named(to, toSequence), changes, HasColors()), enumerateCollection: true);
                break;
            default:
                foreach (var change in StateComparison.Compare(from, to, _options))
                    WriteObject(change with { FromSequence = fromSequence, ToSequence = toSequence });
                break;
        }
    }

    private static string Named(RunState state, int? sequence) => sequence is null ? $"{state}" : $"{state.RunId} #{sequence}: {state.Status}, {state.StepResults}";

    /// <summary>Whether the host shows ANSI colours, and nobody asked for none (no-color.org).</summary>
    private bool HasColors() =>
        Host.UI?.SupportsVirtualTerminal == true && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
}
