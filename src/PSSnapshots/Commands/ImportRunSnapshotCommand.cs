using System.Management.Automation;
using PSSnapshots.Serialization;
using PSSnapshots.Session;

namespace PSSnapshots.Commands;

/// <summary>
/// Reads snapshots from files, checks them, and keeps them: Get-RunSnapshot finds them afterwards. A file that is no
/// valid snapshot changes nothing.
/// </summary>
[Cmdlet(VerbsData.Import, "RunSnapshot", DefaultParameterSetName = PathSet)]
[OutputType(typeof(Snapshot))]
public sealed class ImportRunSnapshotCommand : FileReadingCommand
{
    /// <summary>The files; wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>Emits the snapshots without keeping them.</summary>
    [Parameter]
    public SwitchParameter NoRegister { get; set; }

    /// <summary>The manager to use instead of the session's.</summary>
    [Parameter]
    [ValidateNotNull]
    public SnapshotManager Manager { get; set; } = SnapshotSession.Manager;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var (path, content) in ReadFiles(Path))
        {
            try
            {
                var snapshot = SnapshotReader.Read(content);
                if (IsShown("Verbose", "VerbosePreference"))
                    foreach (var warning in SnapshotReader.Inspect(content)) WriteVerbose($"{path}: {warning}");
                WriteObject(NoRegister ? snapshot : Manager.Add(snapshot));
            }
            catch (SnapshotFormatException failure)
            {
                WriteError(Files.FileFailure.Record(nameof(Messages.InvalidSnapshotFile), ErrorCategory.InvalidData, failure, path));
            }
        }
    }
}
