using System.Diagnostics;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>Disks that are full and folders that may not be written to.</summary>
public sealed class StoreFaultTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SnapshotManager _manager = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Save_on_a_full_disk_fails_and_continues_when_space_is_available()
    {
        var disk = Directory.CreateDirectory(_folder.In("disk")).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk), "A small disk cannot be mounted here.");
        try
        {
            using var store = new DirectorySnapshotStore(disk);
            var run = Sample.FullStore();
            var saved = new List<(Snapshot Snapshot, StoredSnapshot Stored)>();
            SnapshotStoreException? failure = null;
            for (var i = 0; failure is null; i++)
            {
                run.UpdateStepResult($"step{i}", StepStatus.Completed, Json.Of($"\"{new string('x', 9000)}{i}\""));
                var snapshot = _manager.Create(run);
                try
                {
                    saved.Add((snapshot, store.Save(snapshot)));
                }
                catch (SnapshotStoreException full)
                {
                    failure = full;
                }
            }

            Assert.Contains($"The snapshot of run 'deploy-7' could not be saved in '{disk}'", failure.Message, StringComparison.Ordinal);
            Assert.NotEmpty(saved);
            var problems = new List<StoreProblem>();
            Assert.Equal(saved.Select(pair => pair.Stored), store.List(onProblem: problems.Add));
            Assert.Empty(problems);
            foreach (var (snapshot, stored) in saved) Same.State(snapshot, store.Read(stored));

            Assert.True(Run("mount", "-o", "remount,size=2m", disk));
            var next = _manager.Create(run);
            Same.State(next, store.Read(store.Save(next)));
            Assert.Equal(saved.Count + 1, store.List().Count);
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public void Folder_without_write_permission_can_be_read_and_save_reports_the_reason()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Permissions are another thing on Windows.");
            return;
        }
        Assert.SkipWhen(Environment.UserName == "root", "Nothing is forbidden to root.");
        using var store = new DirectorySnapshotStore(_folder.In("state"));
        var snapshot = Sample.FullSnapshot();
        var stored = store.Save(snapshot);
        File.SetUnixFileMode(store.Location, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        try
        {
            using var again = new DirectorySnapshotStore(store.Location);

            Same.State(snapshot, again.Read(Assert.Single(again.List())));
            Assert.Contains(store.Location, Assert.Throws<SnapshotStoreException>(() => again.Save(snapshot)).Message, StringComparison.Ordinal);
            Assert.Throws<SnapshotStoreException>(() => again.Remove(stored));
        }
        finally
        {
            File.SetUnixFileMode(store.Location, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    [Fact]
    public void Read_only_file_system_can_be_read_and_save_reports_the_reason()
    {
        var disk = Directory.CreateDirectory(_folder.In("disk")).FullName;
        Assert.SkipUnless(OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "tmpfs", disk), "A disk cannot be mounted here.");
        try
        {
            var snapshot = Sample.FullSnapshot();
            using var store = new DirectorySnapshotStore(disk);
            store.Save(snapshot);
            Assert.True(Run("mount", "-o", "remount,ro", disk));

            Same.State(snapshot, store.Read(Assert.Single(store.List())));
            Assert.Contains(disk, Assert.Throws<SnapshotStoreException>(() => store.Save(snapshot)).Message, StringComparison.Ordinal);
            Assert.Throws<SnapshotStoreException>(() => store.Acquire("deploy-7"));
            Assert.Single(store.List());
        }
        finally
        {
            Run("umount", disk);
        }
    }

    [Fact]
    public void File_with_the_name_of_the_store_folder_is_an_error()
    {
        File.WriteAllText(_folder.In("state"), "");
        using var store = new DirectorySnapshotStore(_folder.In("state"));

        Assert.Throws<SnapshotStoreException>(() => store.Save(Sample.FullSnapshot()));
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
