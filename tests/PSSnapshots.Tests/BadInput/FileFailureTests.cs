using System.Diagnostics;
using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.BadInput;

/// <summary>What file systems refuse: one error with its id, and what was there before stays as it was.</summary>
public sealed class FileFailureTests : EngineTest
{
    private const string NoModes = "File modes bind neither root nor anyone on Windows.";

    public FileFailureTests() => Do("""
        $manager = New-RunSnapshotManager; $run = New-WorkflowRun w $id; Set-WorkflowRun $run -StepId a -Output ('x' * 200000)
        $snapshot = New-RunSnapshot $run -Manager $manager
        """);

    [Fact]
    public void AFileThatAnotherHoldsIsNotRead()
    {
        using FileStream held = new(PathOf("a.json"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        ErrorRecord error = FailsAndGoesOn(
            "Import-RunSnapshot a.json", "FileInUse,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.ResourceBusy);

        Assert.Equal(PathOf("a.json"), error.TargetObject);
    }

    [Fact]
    public void AFileThatIsLargerThanAnArrayIsNotRead()
    {
        using (FileStream file = File.Create(PathOf("a.json")))
        {
            // Sparse on the file systems that tests run on; nothing is written.
            try
            {
                file.SetLength(Array.MaxLength + 1L);
            }
            catch (IOException cause)
            {
                Assert.Skip($"No file of 2 GiB can be made here: {cause.Message}");
            }
        }

        FailsAndGoesOn("Import-RunSnapshot a.json", "FileTooLarge,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.LimitsExceeded);
    }

    [Fact]
    public void ANameThatNoFileSystemTakesIsNotWritten()
    {
        FailsAndGoesOn(
            "$snapshot | Export-RunSnapshot (\"$('x' * 300).json\")", "WriteFailed,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.WriteError);

        Assert.Empty(Files());
    }

    [Fact]
    public void A_name_that_no_file_system_takes_is_not_read() =>
        FailsAndGoesOn("Import-RunSnapshot (\"$('x' * 300).json\")", "ReadFailed,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.ReadError);

    [Fact]
    public void WithoutPermissionNothingIsRead()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip(NoModes);
            return;
        }

        Do("$snapshot | Export-RunSnapshot a.json");
        File.SetUnixFileMode(PathOf("a.json"), UnixFileMode.None);

        FailsAndGoesOn("Import-RunSnapshot a.json", "AccessDenied,PSSnapshots.Commands.ImportRunSnapshotCommand", ErrorCategory.PermissionDenied);
    }

    [Fact]
    public void WithoutPermissionNothingIsWritten()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            Assert.Skip(NoModes);
            return;
        }

        string folder = Directory.CreateDirectory(PathOf("locked")).FullName;
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        FailsAndGoesOn(
            "$snapshot | Export-RunSnapshot locked/a.json", "AccessDenied,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.PermissionDenied);

        Assert.Empty(Directory.EnumerateFiles(folder));
        File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void WhereTheSystemItselfTakesNoFilesNothingIsWritten()
    {
        Assert.SkipUnless(Directory.Exists("/sys/kernel"), "There is no /sys here, where not even root makes files.");

        ErrorRecord error = FailsAndGoesOn(
            "$snapshot | Export-RunSnapshot /sys/kernel/a.json", "AccessDenied,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.PermissionDenied);

        Assert.Equal("/sys/kernel/a.json", error.TargetObject);
    }

    [Fact]
    public void AFullDeviceIsAnErrorOfItsOwn()
    {
        Assert.SkipUnless(File.Exists("/dev/full"), "There is no /dev/full here.");

        ErrorRecord error = FailsAndGoesOn(
            "$snapshot | Export-RunSnapshot /dev/full", "DiskFull,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.ResourceUnavailable);

        Assert.Equal("/dev/full", error.TargetObject);
    }

    [Fact]
    public void OnAFullDriveTheTargetIsUntouchedAndNothingIsLeftBehind()
    {
        string drive = Directory.CreateDirectory(PathOf("drive")).FullName;
        if (!TryRun("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", drive)) Assert.Skip("No small tmpfs can be mounted here.");
        try
        {
            Do("New-WorkflowRun w $id | New-RunSnapshot -Manager $manager | Export-RunSnapshot drive/a.json");
            byte[] before = File.ReadAllBytes(Path.Combine(drive, "a.json"));

            ErrorRecord error = FailsAndGoesOn(
                "$snapshot | Export-RunSnapshot drive/a.json", "DiskFull,PSSnapshots.Commands.ExportRunSnapshotCommand", ErrorCategory.ResourceUnavailable);

            Assert.Equal(Path.Combine(drive, "a.json"), error.TargetObject);
            Assert.Equal(before, File.ReadAllBytes(Path.Combine(drive, "a.json")));
            Assert.Equal(["a.json"], Directory.EnumerateFileSystemEntries(drive).Select(path => Path.GetFileName(path)));
        }
        finally
        {
            Assert.True(TryRun("umount", drive));
        }
    }

    private static bool TryRun(string command, params string[] arguments)
    {
        if (OperatingSystem.IsWindows()) return false;
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
