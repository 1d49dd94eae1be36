using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>Who may read what is written on Unix, and what others can plant.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class FileAccessTests : IDisposable
{
    private const string TargetVariable = "PSSNAPSHOTS_TEST_TARGET";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _folder = Directory.CreateTempSubdirectory("pssnapshots-").FullName;

    public FileAccessTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes.");

    private string Target => Path.Combine(_folder, "run.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("run.json", true)]
    [InlineData("run.json", false)]
    [InlineData("run.json.gz", true)]
    public void Only_the_owner_can_read_a_new_file_from_the_first_moment(string name, bool replace)
    {
        DocumentFile.Write(Path.Combine(_folder, name), stream =>
        {
            stream.Write("secret"u8);
            Assert.Equal(OwnerOnly, ModeOf(Assert.Single(Directory.GetFiles(_folder))));
        }, replace);

        Assert.Equal(OwnerOnly, ModeOf(Path.Combine(_folder, name)));
    }

    [Theory]
    [InlineData("644")]
    [InlineData("660")]
    [InlineData("400")]
    public void A_file_that_is_replaced_keeps_its_mode_and_its_temporary_file_is_the_owners(string mode)
    {
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, (UnixFileMode)Convert.ToInt32(mode, 8));

        AtomicFile.Write(Target, stream =>
        {
            stream.Write("new"u8);
            Assert.Equal(OwnerOnly, ModeOf(TemporaryFiles().Single()));
        });

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal((UnixFileMode)Convert.ToInt32(mode, 8), ModeOf(Target));
    }

    [Fact]
    public void A_file_that_is_replaced_through_a_link_keeps_its_mode()
    {
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, (UnixFileMode)Convert.ToInt32("640", 8));
        File.CreateSymbolicLink(Path.Combine(_folder, "link.json"), Target);

        AtomicFile.Write(Path.Combine(_folder, "link.json"), Writing("new"));

        Assert.Equal((UnixFileMode)Convert.ToInt32("640", 8), ModeOf(Target));
    }

    [Fact]
    public void A_file_that_is_replaced_keeps_its_owner_and_group()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root can give files away.");
        File.WriteAllText(Target, "old");
        Run("chown", "12345:23456", Target);

        AtomicFile.Write(Target, Writing("new"));

        var status = UnixFile.Status(Target, follow: false)!.Value;
        Assert.Equal((12345u, 23456u), (status.Owner, status.Group));
    }

    [Theory]
    [InlineData("666", "666")]
    [InlineData("664", "644")]
    [InlineData("660", "600")]
    [InlineData("4755", "755")]
    public void A_file_of_another_user_that_is_replaced_gives_a_new_group_no_more_than_all_others(string before, string after)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/setpriv"), "Only root can become another user.");
        File.SetUnixFileMode(_folder, (UnixFileMode)Convert.ToInt32("777", 8));
        File.WriteAllText(Target, "old");
        File.SetUnixFileMode(Target, (UnixFileMode)Convert.ToInt32(before, 8));

        ReplaceAsAnotherUser();

        var status = UnixFile.Status(Target, follow: false)!.Value;
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal((12345u, 23456u, (UnixFileMode)Convert.ToInt32(after, 8)), (status.Owner, status.Group, status.Permissions));
    }

    /// <summary>What a child process does; not a test by itself.</summary>
    [Fact(Explicit = true)]
    public void Replace_in_a_child_process() =>
        AtomicFile.Write(Environment.GetEnvironmentVariable(TargetVariable) ?? throw new InvalidOperationException("This runs in a child process."), Writing("new"));

    [Fact]
    public void A_temporary_file_that_was_left_behind_is_removed_by_the_next_write()
    {
        for (var count = 0; count < 3; count++) LeaveTemporaryFile();
        Assert.Single(TemporaryFiles());

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Temporary_files_that_several_writers_left_behind_are_all_removed_by_the_next_write()
    {
        var name = LeaveTemporaryFile();
        File.WriteAllText(name.Replace(".tmp", "-1.tmp", StringComparison.Ordinal), "left");
        File.WriteAllText(name.Replace(".tmp", "-7.tmp", StringComparison.Ordinal), "left");

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Temporary_file_that_a_writer_holds_is_kept()
    {
        AtomicFile.Write(Target, outer =>
        {
            outer.Write("outer"u8);
            AtomicFile.Write(Target, Writing("inner"));
            Assert.Equal("inner", File.ReadAllText(Target));
        });

        Assert.Equal("outer", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_link_that_was_planted_at_the_temporary_name_is_not_followed()
    {
        var name = LeaveTemporaryFile();
        var victim = Path.Combine(_folder, "victim");
        File.WriteAllText(victim, "untouched");
        File.Delete(name);
        File.CreateSymbolicLink(name, victim);

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal(("new", "untouched"), (File.ReadAllText(Target), File.ReadAllText(victim)));
        Assert.Equal(victim, new FileInfo(name).LinkTarget);
    }

    [Fact]
    public void A_second_name_of_a_file_that_was_planted_at_the_temporary_name_does_not_lead_to_it()
    {
        var name = LeaveTemporaryFile();
        var victim = Path.Combine(_folder, "victim");
        File.WriteAllText(victim, "untouched");
        File.Delete(name);
        Assert.Equal(0, UnixFile.TryLink(victim, name));

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal(("new", "untouched"), (File.ReadAllText(Target), File.ReadAllText(victim)));
    }

    [Theory]
    [InlineData("folder")]
    [InlineData("pipe")]
    public void Objects_planted_at_every_temporary_name_do_not_prevent_a_write(string kind)
    {
        var name = LeaveTemporaryFile();
        File.Delete(name);
        foreach (var suffix in new[] { "", "-1", "-2", "-3", "-4", "-5", "-6", "-7" }) Plant(kind, name.Replace(".tmp", suffix + ".tmp", StringComparison.Ordinal));

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(9, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void A_pipe_gets_the_content_and_stays_a_pipe()
    {
        Plant("pipe", Target);
        using var reader = Process.Start(new ProcessStartInfo("cat", [Target]) { RedirectStandardOutput = true })!;
        while (!TryWrite())
        {
            // cat has not opened it yet.
            Assert.False(reader.HasExited);
        }

        Assert.Equal("new", reader.StandardOutput.ReadToEnd());
        Assert.True(UnixFile.Status(Target, follow: false)!.Value.IsPipe);
    }

    [Fact]
    public void Pipe_without_a_reader_is_an_error_and_does_not_block()
    {
        Plant("pipe", Target);

        Assert.Throws<IOException>(() => AtomicFile.Write(Target, Writing("new")));
    }

    [Fact]
    public void A_file_keeps_its_access_control_list()
    {
        Assert.SkipUnless(TrySetAccessList(Target), "setfacl is not installed, or the file system has no access control lists.");

        AtomicFile.Write(Target, Writing("new"));

        Assert.Contains("user:12345:r--", Run("getfacl", "-n", Target), StringComparison.Ordinal);
    }

    private bool TryWrite()
    {
        try
        {
            AtomicFile.Write(Target, Writing("new"));
            return true;
        }
        catch (IOException failure) when (failure.Message.Contains("no process reads", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static Action<Stream> Writing(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    private static UnixFileMode ModeOf(string path) => UnixFile.Status(path, follow: false)!.Value.Permissions;

    private static void Plant(string kind, string path)
    {
        if (kind == "folder") Directory.CreateDirectory(path);
        else Run("mkfifo", path);
    }

    private static bool TrySetAccessList(string path)
    {
        File.WriteAllText(path, "old");
        try
        {
            Run("setfacl", "-m", "u:12345:r", path);
            return true;
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Run(string command, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{command} failed.");
    }

    private void ReplaceAsAnotherUser()
    {
        var tests = Path.Combine(AppContext.BaseDirectory, "PSSnapshots.Core.Tests.dll");
        var (canRead, _) = RunAsAnotherUser("test", "-r", tests);
        Assert.SkipUnless(canRead, "Other users cannot read the folder of the tests.");
        var dotnet = Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet";
        var (hasRun, output) = RunAsAnotherUser(dotnet, tests, "-method", $"{typeof(FileAccessTests).FullName}.{nameof(Replace_in_a_child_process)}", "-explicit", "only");
        Assert.True(hasRun, output);
    }

    private (bool HasSucceeded, string Output) RunAsAnotherUser(params string[] command)
    {
        var start = new ProcessStartInfo("/usr/bin/setpriv", ["--reuid", "12345", "--regid", "23456", "--clear-groups", .. command])
        {
            Environment = { [TargetVariable] = Target, ["HOME"] = _folder },
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode == 0, output);
    }

    private string[] TemporaryFiles() => Directory.GetFiles(_folder, ".*.tmp");

    /// <summary>Leaves the temporary file of the target behind, as a killed process does.</summary>
    private string LeaveTemporaryFile()
    {
        var name = "";
        AtomicFile.Write(Target, _ => name = TemporaryFiles().Single());
        File.Delete(Target);
        File.WriteAllText(name, "left");
        return name;
    }
}
