using System.Text;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pssnapshots-").FullName;

    private string Target => Path.Combine(_folder, "run.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Write_creates_the_file_and_leaves_no_other_file()
    {
        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_replaces_a_longer_file_completely()
    {
        File.WriteAllText(Target, "old and longer");

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void Reader_with_the_old_file_open_keeps_reading_the_old_content()
    {
        File.WriteAllText(Target, "old");
        using var reader = new StreamReader(new FileStream(Target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void Old_file_stays_in_place_during_a_write()
    {
        File.WriteAllText(Target, "old");

        AtomicFile.Write(Target, stream =>
        {
            stream.Write("ne"u8);
            stream.Flush();
            Assert.Equal("old", File.ReadAllText(Target));
            stream.Write("w"u8);
        });

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void Failed_write_keeps_the_old_file_and_leaves_no_temporary_file()
    {
        File.WriteAllText(Target, "old");

        var failure = Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.Write("half"u8);
            throw new InvalidOperationException("stopped");
        }));

        Assert.Equal("stopped", failure.Message);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_without_replace_keeps_the_old_file_and_leaves_no_temporary_file()
    {
        File.WriteAllText(Target, "old");

        Assert.Throws<IOException>(() => AtomicFile.Write(Target, Writing("new"), replace: false));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_without_replace_creates_a_missing_file()
    {
        AtomicFile.Write(Target, Writing("new"), replace: false);

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void Missing_folder_is_a_distinct_error() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(_folder, "none", "run.json"), Writing("new")));

    [Fact]
    public void Folder_with_the_name_of_the_file_is_an_error_and_is_kept()
    {
        Directory.CreateDirectory(Target);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, Writing("new")));

        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_accepts_the_longest_name_that_the_file_system_supports()
    {
        var longest = Path.Combine(_folder, new string('n', 255));

        AtomicFile.Write(longest, Writing("new"));

        Assert.Equal("new", File.ReadAllText(longest));
    }

    [Fact]
    public void Write_through_a_link_replaces_its_target_and_keeps_the_link()
    {
        File.WriteAllText(Target, "old");
        var link = Path.Combine(_folder, "link.json");
        File.CreateSymbolicLink(link, Target);

        AtomicFile.Write(link, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(Target, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Write_through_a_broken_link_creates_its_target_and_keeps_the_link()
    {
        var link = Path.Combine(_folder, "link.json");
        File.CreateSymbolicLink(link, "run.json");

        AtomicFile.Write(link, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal("run.json", new FileInfo(link).LinkTarget);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_without_replace_treats_a_link_as_an_existing_file(bool hasTarget)
    {
        if (hasTarget) File.WriteAllText(Target, "old");
        var link = Path.Combine(_folder, "link.json");
        File.CreateSymbolicLink(link, Target);

        Assert.Throws<IOException>(() => AtomicFile.Write(link, Writing("new"), replace: false));

        Assert.Equal(hasTarget, File.Exists(Target));
        Assert.Equal(Target, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void Circular_links_are_an_error()
    {
        File.CreateSymbolicLink(Target, Path.Combine(_folder, "other.json"));
        File.CreateSymbolicLink(Path.Combine(_folder, "other.json"), Target);

        Assert.Throws<IOException>(() => AtomicFile.Write(Target, Writing("new")));
    }

    [Fact]
    public async Task Exactly_one_of_several_writers_without_replace_succeeds()
    {
        for (var round = 0; round < 20; round++)
        {
            var path = Path.Combine(_folder, $"{round}.json");
            using var start = new Barrier(4);
            var writers = Enumerable.Range(0, 4).Select(number => Task.Run(() =>
            {
                start.SignalAndWait();
                try
                {
                    AtomicFile.Write(path, Writing($"{number}"), replace: false);
                    return $"{number}";
                }
                catch (IOException failure) when (FileOperations.IsExists(failure))
                {
                    return null;
                }
            }));

            var winner = Assert.Single(await Task.WhenAll(writers), result => result is not null);
            Assert.Equal(winner, await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        }
        Assert.Equal(20, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public async Task Concurrent_writers_of_one_file_all_succeed_and_leave_one_complete_file()
    {
        var writers = Enumerable.Range(0, 12).Select(number => Task.Run(() =>
        {
            for (var count = 0; count < 20; count++) AtomicFile.Write(Target, Writing(new string((char)('a' + number), 10_000)));
        }));
        await Task.WhenAll(writers);

        var text = await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken);
        Assert.Equal(new string(text[0], 10_000), text);
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Write_without_replace_keeps_an_existing_file_on_a_file_system_without_hard_links()
    {
        var files = new FilesWithoutLinks();
        AtomicFile.Write(files, Target, Writing("first"), replace: false);
        var failure = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(files, Target, Writing("second"), replace: false));
        var late = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(files, Path.Combine(_folder, "b.json"), stream =>
        {
            stream.Write("new"u8);
            File.WriteAllText(Path.Combine(_folder, "b.json"), "other");
        }, replace: false));

        Assert.True(FileOperations.IsExists(failure) && FileOperations.IsExists(late));
        Assert.Equal(("first", "other"), (File.ReadAllText(Target), File.ReadAllText(Path.Combine(_folder, "b.json"))));
        Assert.Equal(2, Directory.GetFileSystemEntries(_folder).Length);
    }

    [Fact]
    public void A_check_reports_what_a_write_would_and_writes_nothing()
    {
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Check(Path.Combine(_folder, "none", "a.json"), replace: true));
        File.WriteAllText(Target, "old");
        Assert.Throws<IOException>(() => AtomicFile.Check(Target, replace: false));
        AtomicFile.Check(Target, replace: true);

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void File_in_shared_memory_is_not_treated_as_a_device()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "This system has no /dev/shm.");
        var path = $"/dev/shm/pssnapshots-{Guid.NewGuid():N}";
        try
        {
            AtomicFile.Write(path, Writing("old and longer"));
            AtomicFile.Write(path, Writing("new"));

            Assert.Equal("new", File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Action<Stream> Writing(string text) => stream => stream.Write(Encoding.UTF8.GetBytes(text));

    private sealed class FilesWithoutLinks : FileOperations
    {
        public override bool TryLink(string source, string target) => false;
    }
}
