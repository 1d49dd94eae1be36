using System.Management.Automation;
using PSSnapshots.Storage;

namespace PSSnapshots.Files;

/// <summary>Turns what file operations throw into errors with an id.</summary>
internal static class FileFailure
{
    // Where a disk is full or a quota is used up: errno on Unix, Win32 codes on Windows.
    private static readonly int[] FullCodes = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070027), unchecked((int)0x80070070)]
        : OperatingSystem.IsMacOS() ? [28, 69] : [28, 122];

    /// <summary>Whether an exception is one that reading or writing a file may throw.</summary>
    public static bool IsExpected(Exception failure) =>
        failure is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException or ArgumentException;

    public static ErrorRecord Reading(Exception failure, string path) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => Record(nameof(Messages.FileNotFound), ErrorCategory.ObjectNotFound, failure, path),
        UnauthorizedAccessException => Record(nameof(Messages.AccessDenied), ErrorCategory.PermissionDenied, failure, path),
        FileInUseException => Record(nameof(Messages.FileInUse), ErrorCategory.ResourceBusy, failure, path),
        DocumentTooLargeException large => Record(nameof(Messages.FileTooLarge), ErrorCategory.LimitsExceeded, failure, path, large.Length, large.MaxBytes),
        InvalidDataException => Record(nameof(Messages.InvalidCompressedFile), ErrorCategory.InvalidData, failure, path),
        _ => Record(nameof(Messages.ReadFailed), ErrorCategory.ReadError, failure, path),
    };

    public static ErrorRecord Writing(Exception failure, string path) => failure switch
    {
        DirectoryNotFoundException => Record(nameof(Messages.FolderNotFound), ErrorCategory.ObjectNotFound, failure, path),
        FileInUseException => Record(nameof(Messages.FileInUse), ErrorCategory.ResourceBusy, failure, path),
        _ when FileOperations.IsExists(failure) => Record(nameof(Messages.FileExists), ErrorCategory.ResourceExists, failure, path),
        UnauthorizedAccessException => Record(nameof(Messages.AccessDenied), ErrorCategory.PermissionDenied, failure, path),
        IOException { HResult: var code } when FullCodes.Contains(code) => Record(nameof(Messages.DiskFull), ErrorCategory.ResourceUnavailable, failure, path),
        _ => Record(nameof(Messages.WriteFailed), ErrorCategory.WriteError, failure, path),
    };

    public static ErrorRecord Record(string id, ErrorCategory category, Exception? cause, string path, params object?[] more) =>
        new(new IOException(MessageText.Of(id, [path, .. more, cause?.Message]), cause), id, category, path);
}
