using System.Management.Automation;
using PSSnapshots.Errors;
using PSSnapshots.Storage;

namespace PSSnapshots.Files;

/// <summary>Converts exceptions of file operations to errors. The exception type is kept, and the message names the file.</summary>
internal static class FileFailure
{
    // Error codes for a full disk and an exceeded quota: errno on Unix, Win32 codes on Windows.
    private static readonly int[] FullCodes = OperatingSystem.IsWindows()
        ? [unchecked((int)0x80070027), unchecked((int)0x80070070)]
        : OperatingSystem.IsMacOS() ? [28, 69] : [28, 122];

    /// <summary>Returns whether an exception is an expected failure of a file operation.</summary>
    public static bool IsExpected(Exception failure) => failure is IOException or InvalidDataException or UnauthorizedAccessException
        or NotSupportedException or ArgumentException or FileInUseException or DocumentTooLargeException;

    public static ErrorRecord Reading(Exception failure, string path) => failure switch
    {
        FileNotFoundException or DirectoryNotFoundException => OfSystem(nameof(Messages.FileNotFound), failure, path),
        UnauthorizedAccessException => OfSystem(nameof(Messages.AccessDenied), failure, path),
        FileInUseException => OfSystem(nameof(Messages.FileInUse), failure, path),
        DocumentTooLargeException large => ErrorRecords.Of(
            new DocumentTooLargeException(MessageText.Of(nameof(Messages.FileTooLarge), path, large.Length, large.MaxBytes), large), path),
        InvalidDataException => OfSystem(nameof(Messages.InvalidCompressedFile), failure, path),
        _ => OfSystem(nameof(Messages.ReadFailed), failure, path),
    };

    public static ErrorRecord Writing(Exception failure, string path) => failure switch
    {
        DirectoryNotFoundException => OfSystem(nameof(Messages.FolderNotFound), failure, path),
        FileInUseException => OfSystem(nameof(Messages.FileInUse), failure, path),
        _ when FileOperations.IsExists(failure) => OfSystem(nameof(Messages.FileExists), failure, path),
        UnauthorizedAccessException => OfSystem(nameof(Messages.AccessDenied), failure, path),
        IOException { HResult: var code } when FullCodes.Contains(code) => OfSystem(nameof(Messages.DiskFull), failure, path),
        _ => OfSystem(nameof(Messages.WriteFailed), failure, path),
    };

    /// <summary>Creates the error for a file that does not exist.</summary>
    /// <param name="path">The file path.</param>
    /// <param name="cause">The cause, if it is known.</param>
    public static ErrorRecord NotFound(string path, Exception? cause) => ErrorRecords.OfSystem(
        nameof(Messages.FileNotFound), new FileNotFoundException(MessageText.Of(nameof(Messages.FileNotFound), path), path, cause), path);

    /// <summary>Creates the error for a path that cannot be accessed.</summary>
    /// <param name="code">The name of the message.</param>
    /// <param name="path">The path.</param>
    public static ErrorRecord Denied(string code, string path) =>
        ErrorRecords.OfSystem(code, new UnauthorizedAccessException(MessageText.Of(code, path)), path);

    private static ErrorRecord OfSystem(string code, Exception failure, string path) => ErrorRecords.OfSystem(
        code, SystemFailure.WithMessage(failure, MessageText.Of(code, path, failure.Message), path), path);
}
