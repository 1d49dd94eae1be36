using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Conversion;
using PSSnapshots.Files;
using PSSnapshots.Repair;

namespace PSSnapshots.Commands;

/// <summary>
/// Recovers the intact parts of damaged exports, and reports what is lost. Nothing is written and no snapshot is
/// added to a manager. Pipe the Snapshot property of the output to Export-RunSnapshot or Restore-RunSnapshot.
/// </summary>
[Cmdlet(VerbsDiagnostic.Repair, "RunSnapshot", DefaultParameterSetName = PathSet)]
[OutputType(typeof(SnapshotRepair))]
public sealed class RepairRunSnapshotCommand : FileReadingCommand
{
    private const string InputSet = "InputObject";

    private readonly JsonDocuments _documents = new();

    /// <summary>Gets or sets the file paths. Wildcards are permitted.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Gets or sets the export: JSON text or its lines, a file from Get-ChildItem, or a file path.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowEmptyString]
    [ValidateNotNull]
    public object InputObject { get; set; } = "";

    /// <inheritdoc/>
    [Parameter]
    [ValidateRange(1, long.MaxValue)]
    public override long MaxBytes { get; set; }

    /// <summary>Gets or sets the run ID to use if the export has lost it.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [ValidateNotNull]
    [Identifier]
    public string? RunId { get; set; }

    /// <summary>Gets or sets the workflow ID to use if the export has lost it.</summary>
    [Parameter]
    [ValidateNotNull]
    [Identifier]
    public string? WorkflowId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName != InputSet)
        {
            RepairFiles(Path);
            return;
        }
        var value = InputObject.Unwrap();
        var path = value switch
        {
            FileInfo file => WildcardPattern.Escape(file.FullName),
            string text when !_documents.IsInside => new FilePaths(this).OfText(text),
            _ => null,
        };
        if (path is null)
        {
            RepairTexts(_documents.Add(LanguagePrimitives.ConvertTo<string>(value)));
            return;
        }
        RepairTexts(_documents.End());
        RepairFiles([path]);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        RepairTexts(_documents.End());
        base.EndProcessing();
    }

    private void RepairFiles(IEnumerable<string> patterns)
    {
        foreach (var (path, content) in ReadFiles(patterns)) Emit(hints => SnapshotRepairer.Repair(content, hints), path, path);
    }

    private void RepairTexts(IEnumerable<string> documents)
    {
        foreach (var document in documents) Emit(hints => SnapshotRepairer.Repair(document, hints), null, document);
    }

    private void Emit(Func<RepairHints, SnapshotRepair> repair, string? path, object target)
    {
        try
        {
            WriteObject(repair(new RepairHints(RunId, WorkflowId)).From(path));
        }
        catch (SnapshotRepairException failure)
        {
            var id = failure.MissingField is null ? nameof(Messages.NotRepairable) : nameof(Messages.RequiredFieldLost);
            var message = path is null ? failure.Message : MessageText.Of(id, path, failure.Message);
            Report(new SnapshotRepairException(message, failure.MissingField, failure), target);
        }
    }
}
