using System.Collections.Frozen;
using System.Diagnostics;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// Lists the properties that are read of process and file objects. Their other properties can start a query, wait
/// for a window that does not respond, or download a placeholder file.
/// </summary>
internal static class CheapProperties
{
    private static readonly FrozenSet<string> OfProcess = Names(
        "Id", "ProcessName", "SessionId", "StartTime", "HasExited", "ExitCode", "ExitTime", "TotalProcessorTime", "BasePriority", "HandleCount",
        "WorkingSet64", "PrivateMemorySize64", "VirtualMemorySize64", "PagedMemorySize64", "MachineName");

    private static readonly FrozenSet<string> OfFile = Names(
        "Name", "FullName", "Extension", "DirectoryName", "Exists", "Attributes", "IsReadOnly", "Length", "UnixFileMode",
        "CreationTime", "CreationTimeUtc", "LastAccessTime", "LastAccessTimeUtc", "LastWriteTime", "LastWriteTimeUtc");

    private static readonly FrozenSet<string> OfDrive = Names("Name");

    /// <summary>Returns whether a property is read. Note properties that a script added are always read.</summary>
    public static bool IsRead(PSPropertyInfo property, FrozenSet<string>? names) =>
        names is null || property is PSNoteProperty || names.Contains(property.Name);

    /// <summary>Returns the names of the properties to read, or <see langword="null"/> for all.</summary>
    public static FrozenSet<string>? Of(object value) => value switch
    {
        Process => OfProcess,
        FileSystemInfo => OfFile,
        DriveInfo => OfDrive,
        _ => null,
    };

    private static FrozenSet<string> Names(params string[] names) => names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
}
