using System.Collections;
using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Serialization;

namespace PSSnapshots.Commands;

/// <summary>Captures the current state of a run.</summary>
[Cmdlet(VerbsCommon.New, "RunSnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Snapshot))]
public sealed class NewRunSnapshotCommand : ManagerCommand
{
    private FieldMapping? _mapping;
    private bool _isVerbose;
    private bool _isDebug;

    /// <summary>Gets or sets the run, its store or its state, or an object with the fields of a run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Alias("InputObject")]
    [AllowNull]
    public object? Run { get; set; }

    /// <summary>Gets or sets the label of the snapshot.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Label { get; set; }

    /// <summary>
    /// Gets or sets the mapping of run fields to property names or script blocks, for an object that is not a run
    /// of this module.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? Property { get; set; }

    /// <summary>Gets or sets whether process-bound values (code, handles, tasks) are omitted with a warning.</summary>
    [Parameter]
    public SwitchParameter SkipUnsupported { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        // Determined once, because looking up a variable takes longer than a snapshot.
        _isVerbose = IsShown("Verbose", "VerbosePreference");
        _isDebug = IsShown("Debug", "DebugPreference");
        try
        {
            if (Property is not null) _mapping = new FieldMapping(Property);
        }
        catch (NotARunException failure)
        {
            Refuse(failure, Property);
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        RunState state;
        try
        {
            state = StateOf(Run.Unwrap());
        }
        catch (NotARunException failure)
        {
            Report(failure, Run);
            return;
        }
        catch (UnsupportedValueException failure)
        {
            Report(failure, Run);
            return;
        }
        if (!ShouldProcess(state.RunId, "Take a snapshot")) return;

        var begin = Stopwatch.GetTimestamp();
        var snapshot = Manager.Create(state, Label);
        if (_mapping is not null && RunStateAttribute.StateOf(Run.Unwrap()) is null) MappedCaptures.Add(snapshot.State);
        var elapsed = Stopwatch.GetElapsedTime(begin);
        if (_isVerbose)
            WriteVerbose(string.Create(CultureInfo.InvariantCulture, $"Captured {snapshot}, {snapshot.Logs}, {snapshot.Events}, in {elapsed.TotalMicroseconds:0.0} µs."));
        if (_isDebug)
            WriteDebug(string.Create(CultureInfo.InvariantCulture, $"Snapshot {snapshot.Id} is {SizeOf(snapshot)} bytes of compact JSON; steps: {string.Join(", ", snapshot.StepResults.Keys)}."));
        WriteObject(snapshot);
    }

    private RunState StateOf(object? run)
    {
        if ((RunStateAttribute.StateOf(run) ?? SnapshotInput.FromOtherSession(Run)?.State) is { } own) return own;
        if (run is null) throw new NotARunException(nameof(Messages.NullRun));
        var report = new CaptureReport
        {
            LeaveOut = LeavingOut(SkipUnsupported),
            NotCaptured = _isVerbose ? ReportNotCaptured : null,
            SourceMissing = (field, source) => WriteWarning(MessageText.Of(nameof(Messages.SourceMissing), PSObject.AsPSObject(Run).BaseObject.GetType(), source, field)),
        };
        var state = ObjectRunReader.ToState(PSObject.AsPSObject(Run), report, _mapping);
        // Equal parts of an earlier capture are shared.
        return Manager.GetLatest(state.RunId) is { } latest ? StateSharing.Share(state, latest.State) : state;
    }

    private void ReportNotCaptured(string path, IEnumerable<string> members) =>
        WriteVerbose(MessageText.Of(nameof(Messages.MembersNotCaptured), path.Length == 0 ? "/" : path, string.Join(", ", members)));

    private static long SizeOf(Snapshot snapshot)
    {
        using var count = new CountingStream();
        SnapshotWriter.Write(snapshot, count, compress: true);
        return count.Length;
    }
}
