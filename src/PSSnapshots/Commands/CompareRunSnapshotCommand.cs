using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Comparison;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>Compares two snapshots, or each snapshot of a history with the previous one.</summary>
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

    /// <summary>Gets or sets the reference: a snapshot or a live run.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PairSet)]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = GroupSet)]
    [RunState]
    public RunState ReferenceSnapshot { get; set; } = null!;

    /// <summary>Gets or sets the difference object: a snapshot or a live run.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = PairSet)]
    [RunState]
    public RunState DifferenceSnapshot { get; set; } = null!;

    /// <summary>
    /// Gets or sets the snapshots to compare, each with the previous one of the same run, or with -GroupBy, the
    /// snapshots to group.
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = HistorySet)]
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = GroupSet)]
    [Snapshot]
    public Snapshot InputObject { get; set; } = null!;

    /// <summary>Gets or sets how snapshots are grouped: by their differences from the reference.</summary>
    [Parameter(Mandatory = true, ParameterSetName = GroupSet)]
    public ComparisonGrouping GroupBy { get; set; }

    /// <summary>Gets or sets the form of the output.</summary>
    [Parameter]
    public ComparisonForm As { get; set; }

    /// <summary>
    /// Gets or sets the JSON Pointers at or below which changes are reported. Wildcards are permitted. An exact
    /// location in a snapshot takes precedence over wildcard matching.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? Path { get; set; }

    /// <summary>
    /// Gets or sets the JSON Pointers at or below which changes are not reported. Wildcards are permitted. An exact
    /// location in a snapshot takes precedence over wildcard matching.
    /// </summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ExcludePath { get; set; }

    /// <summary>Gets or sets whether logs and events that differ only in their time are equal.</summary>
    [Parameter]
    public SwitchParameter IgnoreTimestamp { get; set; }

    /// <summary>
    /// Gets or sets the number of levels below the fields of the state that are compared in detail. Deeper
    /// differences are reported as one change.
    /// </summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int Depth { get; set; } = int.MaxValue;

    /// <summary>
    /// Gets or sets the members that identify the items of an array, in addition to id, name and key, which have
    /// lower precedence.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] ArrayKey { get; set; } = [];

    /// <summary>Gets or sets whether equal values are also reported.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Gets or sets whether equal values of different types are also reported.</summary>
    [Parameter]
    public SwitchParameter IncludeType { get; set; }

    /// <summary>Gets or sets whether a patch tests each value before it removes or replaces it.</summary>
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

    /// <summary>Rejects the parameters that do not apply to groups.</summary>
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
    /// Returns a line according to <c>$PSStyle.OutputRendering</c>. Ansi adds colors to the text itself. PlainText
    /// adds none. Host, the default, adds them only when the line is displayed on a host that supports them.
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
