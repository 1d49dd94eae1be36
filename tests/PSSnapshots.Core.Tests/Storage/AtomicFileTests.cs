using System.Text;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

public sealed class AtomicFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pssnapshots-").FullName;

    private string Target => Path.Combine(_folder, "run.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void It_makes_a_file_and_leaves_nothing_else()
    {
        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void It_replaces_a_longer_file_whole()
    {
        File.WriteAllText(Target, "old and longer");

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_reader_that_has_the_old_file_open_keeps_the_old_file()
    {
        File.WriteAllText(Target, "old");
        using var reader = new StreamReader(new FileStream(Target, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

        AtomicFile.Write(Target, Writing("new"));

        Assert.Equal("old", reader.ReadToEnd());
        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void While_it_writes_the_old_file_stands()
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
    public void When_writing_fails_the_old_file_stays_and_no_temporary_one()
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
    public void Where_it_may_not_replace_it_leaves_the_old_file_and_no_temporary_one()
    {
        File.WriteAllText(Target, "old");

        Assert.Throws<IOException>(() => AtomicFile.Write(Target, Writing("new"), replace: false));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Where_there_is_none_it_makes_a_file_that_it_might_not_replace()
    {
        AtomicFile.Write(Target, Writing("new"), replace: false);

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_of_its_own() =>
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(_folder, "none", "run.json"), Writing("new")));

    [Fact]
    public void A_folder_in_the_files_place_is_an_error_and_stays()
    {
        Directory.CreateDirectory(Target);

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(Target, Writing("new")));

        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_name_as_long_as_the_file_system_takes_is_taken()
    {
        var longest = Path.Combine(_folder, new string('n', 255));

        AtomicFile.Write(longest, Writing("new"));

        Assert.Equal("new", File.ReadAllText(longest));
    }

    [Fact]
    public void A_link_stays_a_link_and_what_it_points_to_is_replaced()
    {
        File.WriteAllText(Target, "old");
        var link = Path.Combine(_folder, "link.json");
        File.CreateSymbolicLink(link, Target);

        AtomicFile.Write(link, Writing("new"));

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(Target, new FileInfo(link).LinkTarget);
    }

    [Fact]
    public void A_file_in_shared_memory_is_a_file_and_no_device()
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
}
