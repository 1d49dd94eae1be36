using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;

namespace PSSnapshots.Commands;

/// <summary>Finds the first snapshot of each run that has a value at a JSON Pointer.</summary>
[Cmdlet(VerbsCommon.Find, "RunSnapshot", DefaultParameterSetName = RunSet)]
[OutputType(typeof(Snapshot))]
public sealed class FindRunSnapshotCommand : ManagerCommand
{
    private const string RunSet = "Run";
    private const string SnapshotSet = "Snapshot";

    private readonly List<Snapshot> _given = [];
    private SnapshotQuestion _question = null!;

    /// <summary>Gets or sets the JSON Pointer in the exported snapshot.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [AllowEmptyString]
    public string Path { get; set; } = "";

    /// <summary>Gets or sets the value to find. If omitted, any value matches.</summary>
    [Parameter(Position = 1)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object? Value { get; set; }

    /// <summary>Gets or sets the run IDs. Wildcards are permitted. The default is all runs.</summary>
    [Parameter(ParameterSetName = RunSet)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    [AllowEmptyString]
    [Identifier]
    public string[] RunId { get; set; } = ["*"];

    /// <summary>Gets or sets the snapshots to search instead of those in the manager.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [Snapshot(UsesManager = true)]
    public Snapshot InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        try
        {
            _question = new SnapshotQuestion(Path, IsGiven(nameof(Value)) ? Frozen(Value) : null);
        }
        catch (UnsupportedValueException failure)
        {
            Refuse(failure, Value);
        }
        catch (ArgumentException)
        {
            Refuse(nameof(Messages.InvalidPointer), Path, Path);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == SnapshotSet) _given.AddRange(Resolve(InputObject) is { } snapshot ? [snapshot] : []);
        else Find([.. ResolveRuns(RunId).SelectMany(Manager.GetAll)], isWholeHistory: true);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ParameterSetName == SnapshotSet) Find(_given, isWholeHistory: false);
    }

    /// <param name="snapshots">The snapshots to search.</param>
    /// <param name="isWholeHistory">
    /// Whether the snapshots are the complete history in the manager, so that missing ones have been removed.
    /// </param>
    private void Find(List<Snapshot> snapshots, bool isWholeHistory)
    {
        var byRun = snapshots.ToLookup(snapshot => snapshot.RunId, StringComparer.Ordinal);
        foreach (var first in _question.FirstOfEachRun(snapshots))
        {
            var gone = first.Sequence - 1 - byRun[first.RunId].Count(snapshot => snapshot.Sequence < first.Sequence);
            if (isWholeHistory && gone > 0) WriteWarning(MessageText.Of(nameof(Messages.EarlierSnapshotsGone), first.RunId, gone, first.Id));
            WriteObject(first);
        }
        if (snapshots.Count > 0 && !snapshots.Exists(_question.HasPlace))
            WriteWarning(MessageText.Of(nameof(Messages.PointerNotFound), Path, snapshots.Count));
    }

    private static JsonValue Frozen(object? value) =>
        value.Unwrap() is Enum name ? JsonValue.From(name.ToString()) : ObjectSerializer.ToValue(value);
}
