using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Comparison;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>Finds what changed between two snapshots, or between each snapshot of a piped history and the one before.</summary>
[Cmdlet(VerbsData.Compare, "RunSnapshot", DefaultParameterSetName = PairSet)]
[OutputType(typeof(SnapshotChange), typeof(PSObject), typeof(string))]
[OutputType(typeof(DifferenceGroup), ParameterSetName = [GroupSet])]
public sealed class CompareRunSnapshotCommand : SnapshotCommand
{
    private const string PairSet = "Pair";
    private const string HistorySet = "History";
    private const string GroupSet = "Group";

    private readonly Dictionary<string, Snapshot> _before = new(StringComparer.Ordinal);
    private ComparisonOptions _options = ComparisonOptions.Default;
    private DifferenceGrouping? _grouping;
    private PointerFilter? _filter;
    private string? _rendering;

    /// <summary>The first: a snapshot or a live run.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PairSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = GroupSet)]
    [RunState]
    public RunState ReferenceSnapshot { get; set; } = null!;

    /// <summary>The second: a snapshot or a live run.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PairSet)]
    [RunState]
    public RunState DifferenceSnapshot { get; set; } = null!;

    /// <summary>The snapshots of a history, each compared with the one before it of the same run; or those to put together.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = HistorySet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = GroupSet)]
    [Snapshot]
    public Snapshot InputObject { get; set; } = null!;

    /// <summary>Compares each snapshot with the reference, and puts together those that differ from it in the same.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GroupSet)]
    public ComparisonGrouping GroupBy { get; set; }

    /// <summary>An object for each change, or one that sums them up.</summary>
    [Parameter]
    public ComparisonForm As { get; set; }

    /// <summary>Only changes at these JSON Pointers and below them: the very place where a snapshot has it, else a pattern with wildcards.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>No changes at these JSON Pointers or below them: the very place where a snapshot has it, else a pattern with wildcards.</summary>
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

    /// <summary>Tells also of values that mean the same and differ in their type alone.</summary>
    [Parameter]
    public SwitchParameter IncludeType { get; set; }

    /// <summary>Has a patch test, before it takes a value away, that it is the one that is expected.</summary>
    [Parameter]
    public SwitchParameter Guarded { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (ParameterSetName == GroupSet) RefuseWithGroupBy();
        if (Guarded && As != ComparisonForm.JsonPatch) Refuse(nameof(Messages.GuardedWithoutPatch), nameof(Guarded), nameof(Guarded));
        RefuseInvalidPointers(Path);
        RefuseInvalidPointers(ExcludePath);
        _filter = PointerFilter.Of(Path, ExcludePath);
        _options = new ComparisonOptions
        {
            IncludesBetween = _filter is null ? null : _filter.Between,
            IgnoreTimestamp = IgnoreTimestamp,
            Depth = Depth == int.MaxValue ? null : Depth,
            ArrayKeys = ArrayKey,
            IncludeEqual = IncludeEqual,
            IncludeType = IncludeType,
        };
        if (ParameterSetName == GroupSet) _grouping = new DifferenceGrouping(ReferenceSnapshot, _options);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_grouping is not null)
        {
            _grouping.Add(InputObject);
            return;
        }
        if (ParameterSetName == PairSet)
        {
            Emit(ReferenceSnapshot, DifferenceSnapshot);
            return;
        }
        if (_before.TryGetValue(InputObject.RunId, out var before)) Emit(before.State, InputObject.State, before.Sequence, InputObject.Sequence);
        _before[InputObject.RunId] = InputObject;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_grouping is not null) WriteObject(_grouping.ToGroups(), enumerateCollection: true);
        foreach (var pointer in _filter?.UnmatchedIncludes ?? []) WriteWarning(MessageText.Of(nameof(Messages.PointerNotMatched), nameof(Path), pointer));
        foreach (var pointer in _filter?.UnmatchedExcludes ?? []) WriteWarning(MessageText.Of(nameof(Messages.PointerNotMatched), nameof(ExcludePath), pointer));
    }

    private void RefuseInvalidPointers(string[]? pointers)
    {
        foreach (var pointer in pointers ?? [])
        {
            if (!PointerPattern.IsValid(pointer)) Refuse(nameof(Messages.InvalidPointer), pointer, pointer);
        }
    }

    /// <summary>A group has a form of its own, and none of what is equal or of a patch.</summary>
    private void RefuseWithGroupBy()
    {
        if (IsGiven(nameof(As))) Refuse(nameof(Messages.NotWithGroupBy), nameof(As), nameof(As));
        if (IncludeEqual) Refuse(nameof(Messages.NotWithGroupBy), nameof(IncludeEqual), nameof(IncludeEqual));
        if (Guarded) Refuse(nameof(Messages.NotWithGroupBy), nameof(Guarded), nameof(Guarded));
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
                foreach (var line in ComparisonText.Lines(Named(from, fromSequence), Named(to, toSequence), changes)) WriteObject(Rendered(line));
                break;
            default:
                var states = new ComparedStates(from, to, fromSequence, toSequence);
                WriteObject(StateComparison.Compare(states, _options), enumerateCollection: true);
                break;
        }
    }

    private static string Named(RunState state, int? sequence) => sequence is null ? $"{state}" : $"{state.RunId} #{sequence}: {state.Status}, {state.StepResults}";

    /// <summary>
    /// Returns a line as <c>$PSStyle.OutputRendering</c> asks for: Ansi has its colors in the text, also when it is captured;
    /// PlainText has none; Host, the default, has them where the line is shown on a host that supports them.
    /// </summary>
    private object Rendered(string line)
    {
        _rendering ??= RenderingOf(GetVariableValue("PSStyle"));
        if (_rendering == "Ansi") return ComparisonLine.InColor(line);
        if (_rendering == "PlainText" || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))) return line;
        var shown = new PSObject(line);
        shown.TypeNames.Insert(0, ComparisonLine.TypeName);
        return shown;
    }

    private static string RenderingOf(object? style) =>
        style is null ? "Host" : PSObject.AsPSObject(style).Properties["OutputRendering"]?.Value?.ToString() ?? "Host";
}
