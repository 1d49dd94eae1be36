using System.Management.Automation;
using PSSnapshots.Conversion;
using PSSnapshots.Serialization;

namespace PSSnapshots.Commands;

/// <summary>
/// Tells whether snapshots, files or texts are valid: true or false; with -Detailed every violation, and nothing for
/// what is valid.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "RunSnapshot", DefaultParameterSetName = SnapshotSet)]
[OutputType(typeof(bool), typeof(SnapshotViolation))]
public sealed class TestRunSnapshotCommand : FileReadingCommand
{
    private const string SnapshotSet = "Snapshot";
    private const string JsonSet = "Json";

    private readonly JsonDocuments _documents = new();

    /// <summary>A snapshot; JSON text or its lines; a file (as Get-ChildItem gives it); or any object, which is valid where it has the fields of a run.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [AllowNull]
    public object? Snapshot { get; set; }

    /// <summary>The files; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>JSON text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JsonSet)]
    [AllowEmptyString]
    public string Json { get; set; } = "";

    /// <summary>Emits every violation instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case SnapshotSet:
                TestObject(Snapshot.Unwrap());
                break;
            case JsonSet:
                Emit(SnapshotReader.Validate(Json), null);
                break;
            default:
                TestFiles(Path);
                break;
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        TestTexts(_documents.End());
        base.EndProcessing();
    }

    private void TestObject(object? value)
    {
        if (value is string text)
        {
            TestTexts(_documents.Add(text));
            return;
        }
        TestTexts(_documents.End());
        if (value is FileInfo file) TestFiles([WildcardPattern.Escape(file.FullName)]);
        else Emit(Violations(value), null);
    }

    private void TestTexts(IEnumerable<string> documents)
    {
        foreach (var document in documents) Emit(SnapshotReader.Validate(document), null);
    }

    private void TestFiles(IEnumerable<string> patterns)
    {
        foreach (var (path, content) in ReadFiles(patterns)) Emit(SnapshotReader.Validate(content), path);
    }

    private void Emit(IReadOnlyList<SnapshotViolation> violations, string? source)
    {
        if (!Detailed) WriteObject(violations.Count == 0);
        else WriteObject(violations.Select(violation => violation with { Source = source }), enumerateCollection: true);
    }

    /// <summary>A snapshot in memory is valid: none that is not can be made. Of other objects the shape is looked at.</summary>
    private IReadOnlyList<SnapshotViolation> Violations(object? value)
    {
        switch (value)
        {
            case PSSnapshots.Snapshot or RunState or WorkflowRun:
                return [];
            case null:
                return [new SnapshotViolation(ViolationSeverity.Error, "", "type", MessageText.Of(nameof(Messages.NullRun)), 0, 0, 0)];
        }
        try
        {
            ShapedRun.ToState(PSObject.AsPSObject(Snapshot!));
            return [];
        }
        catch (NotARunException failure)
        {
            return [new SnapshotViolation(ViolationSeverity.Error, "", "required", failure.Message, 0, 0, 0)];
        }
        catch (UnsupportedValueException failure)
        {
            return [new SnapshotViolation(ViolationSeverity.Error, failure.Path, "type", failure.Message, 0, 0, 0)];
        }
    }
}
