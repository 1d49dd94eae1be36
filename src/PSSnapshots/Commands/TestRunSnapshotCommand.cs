using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Files;
using PSSnapshots.Serialization;
using PSSnapshots.Validation;

namespace PSSnapshots.Commands;

/// <summary>
/// Tests whether snapshots, files or JSON text are valid. Returns true or false, or with -Detailed every violation,
/// and a warning for each inconsistency of a valid snapshot.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "RunSnapshot", DefaultParameterSetName = SnapshotSet)]
[OutputType(typeof(bool), typeof(SnapshotViolation))]
public sealed class TestRunSnapshotCommand : FileReadingCommand
{
    private const string SnapshotSet = "Snapshot";
    private const string JsonSet = "Json";

    private readonly JsonDocuments _documents = new();

    /// <summary>
    /// Gets or sets the object to test: a snapshot, JSON text or its lines, a file from Get-ChildItem, a file path,
    /// or an object with the fields of a run.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = SnapshotSet)]
    [AllowNull]
    public object? Snapshot { get; set; }

    /// <summary>Gets or sets the file paths. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the JSON text.</summary>
    [Parameter(Mandatory = true, ParameterSetName = JsonSet)]
    [AllowEmptyString]
    public string Json { get; set; } = "";

    /// <inheritdoc/>
    [Parameter(ParameterSetName = SnapshotSet)]
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateRange(1, long.MaxValue)]
    public override long MaxBytes { get; set; }

    /// <summary>Gets or sets whether every violation is returned instead of true or false.</summary>
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
                Emit(Violations(Json), null);
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
        var path = value switch
        {
            FileInfo file => WildcardPattern.Escape(file.FullName),
            string text when !_documents.IsInside => new FilePaths(this).OfText(text),
            _ => null,
        };
        if (path is null && value is string json)
        {
            TestTexts(_documents.Add(json));
            return;
        }
        TestTexts(_documents.End());
        if (path is not null) TestFiles([path]);
        else Emit(Violations(value), null);
    }

    private void TestTexts(IEnumerable<string> documents)
    {
        foreach (var document in documents) Emit(Violations(document), null);
    }

    private void TestFiles(IEnumerable<string> patterns)
    {
        foreach (var (path, content) in ReadFiles(patterns)) Emit(Detailed ? SnapshotReader.Inspect(content) : SnapshotReader.Validate(content), path);
    }

    private void Emit(IReadOnlyList<SnapshotViolation> violations, string? source)
    {
        if (!Detailed) WriteObject(violations.Count == 0);
        else WriteObject(violations.Select(violation => violation with { Source = source }), enumerateCollection: true);
    }

    private IReadOnlyList<SnapshotViolation> Violations(string json) => Detailed ? SnapshotReader.Inspect(json) : SnapshotReader.Validate(json);

    /// <summary>
    /// Returns the violations of an object. A snapshot in memory is always valid. Other objects are checked for the
    /// fields of a run.
    /// </summary>
    private IReadOnlyList<SnapshotViolation> Violations(object? value) => value switch
    {
        null => [Error("", "type", MessageText.Of(nameof(Messages.NullRun)))],
        PSSnapshots.Snapshot snapshot => Warnings(snapshot.State),
        WorkflowRun run => Warnings(run.Store.State),
        RunState state => Warnings(state),
        _ when SnapshotInput.FromOtherSession(Snapshot) is { } snapshot => Warnings(snapshot.State),
        _ => ViolationsOfShape(PSObject.AsPSObject(Snapshot!)),
    };

    private List<SnapshotViolation> ViolationsOfShape(PSObject run)
    {
        var violations = new List<SnapshotViolation>();
        var fields = new FieldReader(run);
        var missing = ObjectRunReader.RequiredFields.Where(field => !HasText(fields, field)).ToArray();
        foreach (var field in missing)
        {
            // If both fields are missing, the object itself is reported.
            var path = missing.Length == ObjectRunReader.RequiredFields.Length ? "" : Values.JsonPointer.Append("", char.ToLowerInvariant(field[0]) + field[1..]);
            violations.Add(Error(path, "required", MessageText.Of(nameof(Messages.NoRunFields), run.BaseObject.GetType(), field)));
            if (path.Length == 0) return violations;
        }
        var state = ObjectRunReader.ToStateOfWhatIsValid(run, failure => violations.Add(Error(failure.Path, "type", failure.Message)));
        if (violations.Count == 0) violations.AddRange(Warnings(state));
        return violations;
    }

    /// <summary>Returns whether a field has text, or a value that cannot be read, which is reported with the other fields.</summary>
    private static bool HasText(FieldReader fields, string field)
    {
        try
        {
            return fields.Text(field) is { Length: > 0 };
        }
        catch (UnsupportedValueException)
        {
            return true;
        }
    }

    private IReadOnlyList<SnapshotViolation> Warnings(RunState state) => Detailed ? StateRules.Check(state) : [];

    private static SnapshotViolation Error(string path, string rule, string message) =>
        new(ViolationSeverity.Error, path, rule, message, 0, 0, 0);
}
