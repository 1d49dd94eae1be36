using System.Diagnostics;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>A store on a shared machine: links, special files, permissions, file systems.</summary>
public sealed class StoreSafetyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SnapshotManager _manager = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("deploy-7.lock")]
    [InlineData("deploy-7.owner")]
    [InlineData("deploy-7.00000001.journal")]
    [InlineData(".values-lock")]
    public void Link_with_the_name_of_a_store_file_is_not_followed(string name)
    {
        Directory.CreateDirectory(_folder.In("state"));
        File.WriteAllText(_folder.In("precious"), "mine");
        foreach (var target in new[] { _folder.In("precious"), _folder.In("absent") })
        {
            File.CreateSymbolicLink(_folder.In($"state/{name}"), target);
            using var store = Open();

            // A journal with another number is used instead. Without its lock, the run cannot be saved.
            if (Record.Exception(() => store.Save(_manager.Create(LargeRun()))) is { } failure) Assert.IsType<SnapshotStoreException>(failure);
            Assert.Equal(name.EndsWith(".journal", StringComparison.Ordinal) ? 1 : 0, store.List().Count);

            Assert.Equal("mine", File.ReadAllText(_folder.In("precious")));
            Assert.False(File.Exists(_folder.In("absent")));
            Assert.Equal(target, new FileInfo(_folder.In($"state/{name}")).LinkTarget);
            store.Dispose();
            Directory.Delete(_folder.In("state"), recursive: true);
            Directory.CreateDirectory(_folder.In("state"));
        }
    }

    [Fact]
    public void A_linked_folder_of_values_is_not_followed_and_nothing_in_it_is_removed()
    {
        Directory.CreateDirectory(_folder.In("state"));
        Directory.CreateDirectory(_folder.In("elsewhere"));
        var foreign = _folder.In($"elsewhere/{new string('a', 64)}.json");
        File.WriteAllText(foreign, "mine");
        Directory.CreateSymbolicLink(_folder.In("state/values"), _folder.In("elsewhere"));
        using var store = Open();

        Assert.Throws<SnapshotStoreException>(() => store.Save(_manager.Create(LargeRun())));
        store.Save(_manager.Create(Sample.FullStore()));
        store.RemoveUnused();

        Assert.Equal([foreign], Directory.GetFiles(_folder.In("elsewhere")));
    }

    [Theory]
    [InlineData("deploy-7.owner")]
    [InlineData("deploy-7.00000002.journal")]
    [InlineData("other.00000001.journal")]
    [InlineData("other.owner")]
    [InlineData("other.00000001.checkpoint.json")]
    public void FIFO_is_skipped_without_waiting(string name)
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Windows has no FIFOs in folders.");
        StoredSnapshot stored;
        using (var store = Open()) stored = store.Save(_manager.Create(Sample.FullStore()));
        File.Delete(_folder.In($"state/{name}"));
        using (var make = Process.Start("mkfifo", [_folder.In($"state/{name}")])) make.WaitForExit();
        var problems = new List<StoreProblem>();
        using var again = Open();

        Assert.Equal([stored], again.List(onProblem: problems.Add));
        Assert.Equal(stored, again.GetLatest("deploy-7"));
        Same.State(Sample.FullStore().State, again.Read(stored).State);
        Assert.Equal("deploy-7", Assert.Single(again.ListRuns()).RunId);
        again.RemoveUnused();
        Assert.True(File.Exists(_folder.In($"state/{name}")));
    }

    [Fact]
    public void New_files_are_readable_by_their_owner_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("On Windows the folder's access list holds.");
            return;
        }
        using var store = Open();
        using (store.Acquire("deploy-7"))
        {
            // The files exist while the run has an owner.
            store.Save(_manager.Create(LargeRun("other")));
            foreach (var path in Directory.GetFileSystemEntries(_folder.Path, "*", SearchOption.AllDirectories))
                Assert.Equal(Directory.Exists(path) ? "UserExecute, UserWrite, UserRead" : "UserWrite, UserRead", File.GetUnixFileMode(path).ToString());
        }
        Assert.Empty(store.Warnings);
        File.SetUnixFileMode(store.Location, File.GetUnixFileMode(store.Location) | UnixFileMode.GroupWrite);
        Assert.Contains("Other users can write to the folder", Assert.Single(store.Warnings).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nfs4", true)]
    [InlineData("cifs", true)]
    [InlineData("smb3", true)]
    [InlineData("9p", true)]
    [InlineData("drvfs", true)]
    [InlineData("virtiofs", true)]
    [InlineData("fuse.sshfs", true)]
    [InlineData("ext4", false)]
    [InlineData("overlay", false)]
    [InlineData("tmpfs", false)]
    [InlineData("NTFS", false)]
    [InlineData("apfs", false)]
    public void A_network_or_bridged_file_system_is_refused_unless_it_is_forced(string type, bool isRefused)
    {
        using var store = Open(new DirectoryStoreOptions { FileSystemKind = FileSystemKind.OfType(type) });
        Assert.Equal(isRefused ? 1 : 0, store.Warnings.Count);
        if (!isRefused)
        {
            store.Save(_manager.Create(Sample.FullStore()));
            return;
        }
        Assert.Contains(type, Assert.Throws<SnapshotStoreException>(() => store.Save(_manager.Create(Sample.FullStore()))).Message, StringComparison.Ordinal);
        Assert.Throws<SnapshotStoreException>(() => store.Acquire("deploy-7"));
        Assert.False(Directory.Exists(store.Location));

        using var forced = Open(new DirectoryStoreOptions { FileSystemKind = FileSystemKind.OfType(type), AllowUnsafeFileSystem = true });
        forced.Save(_manager.Create(Sample.FullStore()));
        Assert.Single(store.List());
    }

    [Fact]
    public void The_file_system_is_that_of_the_deepest_mount_above_the_folder()
    {
        string[] mounts =
        [
            "22 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
            "30 22 0:26 / /mnt rw - nfs4 server:/ rw",
            "31 30 0:27 / /mnt/my\\040disk rw shared:7 - xfs /dev/vdb rw",
            "32 22 0:28 / /mn rw - cifs //server rw",
            "33 31 0:29 / /mnt/my\\040disk rw - 9p share rw",
        ];
        Assert.Equal("nfs4", FileSystemKind.TypeOnLinux("/mnt/state", mounts));
        Assert.Equal("9p", FileSystemKind.TypeOnLinux("/mnt/my disk/state", mounts));
        Assert.Equal("ext4", FileSystemKind.TypeOnLinux("/mnty", mounts));
        Assert.Equal("ext4", FileSystemKind.TypeOnLinux("/", mounts));
    }

    [Theory]
    [InlineData("OneDrive - Contoso")]
    [InlineData("Dropbox")]
    public void A_synchronized_folder_gets_a_warning(string name)
    {
        using var store = new DirectorySnapshotStore(_folder.In(Path.Combine(name, "state")));

        Assert.Contains("synchronized", Assert.Single(store.Warnings).Reason, StringComparison.Ordinal);
        store.Save(_manager.Create(Sample.FullStore()));
    }

    [Fact]
    public void A_store_whose_files_cannot_be_locked_is_refused_at_the_first_write()
    {
        using var child = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PSSnapshots.Core.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            ArgumentList = { "-method", $"{typeof(StoreSafetyTests).FullName}.{nameof(Save_without_locks)}", "-explicit", "only" },
            Environment = { ["DOTNET_SYSTEM_IO_DISABLEFILELOCKING"] = "true", ["PSSNAPSHOTS_TEST_STORE"] = _folder.Path },
            RedirectStandardOutput = true,
        })!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.Equal("", child.ExitCode == 0 ? "" : output);
    }

    /// <summary>The entry point of a child process, not a test.</summary>
    [Fact(Explicit = true)]
    public void Save_without_locks()
    {
        using var store = new DirectorySnapshotStore(Path.Combine(Environment.GetEnvironmentVariable("PSSNAPSHOTS_TEST_STORE")!, "state"));

        Assert.Contains("cannot be locked", Assert.Throws<SnapshotStoreException>(() => store.Save(Sample.FullSnapshot())).Message, StringComparison.Ordinal);
        Assert.Empty(store.List());
    }

    private static RunStore LargeRun(string runId = "deploy-7")
    {
        var run = Sample.FullStore(runId);
        run.SetInput(Json.Of($"\"{new string('x', 20_000)}\""));
        return run;
    }

    private DirectorySnapshotStore Open(DirectoryStoreOptions? options = null) => new(_folder.In("state"), options);
}
