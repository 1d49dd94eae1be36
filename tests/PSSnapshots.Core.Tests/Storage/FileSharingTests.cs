using System.Text;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>What Windows does when other programs have a file open, shown on every system.</summary>
public sealed class FileSharingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pssnapshots-").FullName;
    private readonly NtfsFiles _files = new();

    public static TheoryData<int> InUseCodes => [5, 32, 33, 1224, 1175];

    private string Target => Path.Combine(_folder, "run.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_file_that_exists_is_replaced_and_a_new_one_is_renamed()
    {
        Write("old");
        Write("new");

        Assert.Equal(["move", "replace"], _files.Calls);
        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void Reader_that_shares_delete_does_not_block_a_write()
    {
        Write("old");
        _files.Occupy(Target, FileAccess.Read, FileOperations.Shared);

        Write("new");

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Empty(_files.Pauses);
    }

    [Fact]
    public void A_write_waits_for_a_reader_that_does_not_share()
    {
        Write("old");
        _files.Occupy(Target, FileAccess.Read, FileShare.Read);
        _files.WhenPausing = count =>
        {
            Assert.Equal("old", File.ReadAllText(Target));
            if (count == 3) _files.Leave(Target);
        };

        Write("new");

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal([10, 20, 40], _files.Pauses);
    }

    [Fact]
    public void A_file_that_stays_open_is_in_use_after_five_seconds_and_untouched()
    {
        Write("old");
        _files.Occupy(Target, FileAccess.Read, FileShare.Read);

        var failure = Assert.Throws<FileInUseException>(() => Write("new"));

        Assert.Equal(Target, failure.Path);
        Assert.InRange(_files.Pauses.Sum(), 5_000, 5_250);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [MemberData(nameof(InUseCodes))]
    public void Every_file_in_use_error_is_retried(int code)
    {
        Write("old");
        _files.Failures.Enqueue(new IOException("In use.", unchecked((int)0x80070000) | code));
        _files.Failures.Enqueue(new IOException("In use.", unchecked((int)0x80070000) | code));

        Write("new");

        Assert.Equal("new", File.ReadAllText(Target));
        Assert.Equal(2, _files.Pauses.Count);
    }

    [Theory]
    [MemberData(nameof(InUseCodes))]
    public void Every_file_in_use_error_finally_throws_FileInUseException(int code)
    {
        Write("old");
        for (var count = 0; count < 100; count++) _files.Failures.Enqueue(new IOException("In use.", unchecked((int)0x80070000) | code));

        Assert.Throws<FileInUseException>(() => Write("new"));

        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public void Access_denied_of_a_file_that_can_be_opened_means_in_use()
    {
        Write("old");
        for (var count = 0; count < 100; count++) _files.Failures.Enqueue(new UnauthorizedAccessException());

        Assert.Throws<FileInUseException>(() => Write("new"));
    }

    [Fact]
    public void Access_denied_of_a_file_that_permissions_deny_is_reported_at_once()
    {
        Write("old");
        _files.Denied.Add(Target);

        Assert.Throws<UnauthorizedAccessException>(() => Write("new"));

        Assert.Empty(_files.Pauses);
        Assert.Equal("old", File.ReadAllText(Target));
    }

    [Fact]
    public void Another_error_is_not_retried()
    {
        Write("old");
        const int DiskFull = unchecked((int)0x80070070);
        _files.Failures.Enqueue(new IOException("Full.", DiskFull));

        Assert.Equal(DiskFull, Assert.Throws<IOException>(() => Write("new")).HResult);

        Assert.Empty(_files.Pauses);
        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_target_that_another_writer_removes_meanwhile_is_created()
    {
        Write("old");
        _files.Failures.Enqueue(new IOException("In use.", unchecked((int)0x80070020)));
        _files.WhenPausing = _ => File.Delete(Target);

        Write("new");

        Assert.Equal("new", File.ReadAllText(Target));
    }

    [Fact]
    public void A_target_that_is_lost_while_it_is_replaced_leaves_the_new_content()
    {
        Write("old");
        _files.WhenPausing = _ => File.Delete(Target);
        for (var count = 0; count < 100; count++) _files.Failures.Enqueue(new IOException("Not moved.", unchecked((int)0x80070498)));

        Assert.Throws<FileInUseException>(() => Write("new"));

        Assert.Equal("new", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public void Write_without_replace_keeps_a_file_that_is_created_meanwhile()
    {
        var failure = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(_files, Target, stream =>
        {
            stream.Write("new"u8);
            File.WriteAllText(Target, "other");
        }, replace: false));

        Assert.True(FileOperations.IsExists(failure));
        Assert.Equal("other", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_wait_that_is_canceled_ends_and_changes_nothing()
    {
        Write("old");
        _files.Occupy(Target, FileAccess.Read, FileShare.Read);
        using var source = new CancellationTokenSource();
        _files.WhenPausing = _ => source.Cancel();

        Assert.Throws<OperationCanceledException>(() => AtomicFile.Write(_files, Target, stream => stream.Write("new"u8), cancellation: source.Token));

        Assert.Equal("old", File.ReadAllText(Target));
        Assert.Equal([Target], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_reader_shares_with_writers_and_deleters()
    {
        Write("text");
        _files.Occupy(Target, FileAccess.ReadWrite, FileShare.ReadWrite);

        Assert.Equal("text", Encoding.UTF8.GetString(DocumentFile.Read(_files, Target)));
    }

    [Fact]
    public void A_reader_waits_for_a_file_that_is_not_shared()
    {
        Write("text");
        _files.Occupy(Target, FileAccess.Write, FileShare.None);
        _files.WhenPausing = count => { if (count == 2) _files.Leave(Target); };

        Assert.Equal("text", Encoding.UTF8.GetString(DocumentFile.Read(_files, Target)));
        Assert.Equal(2, _files.Pauses.Count);
    }

    [Fact]
    public void A_reader_reports_a_file_that_stays_open_as_in_use_and_one_that_is_denied_as_denied()
    {
        Write("text");
        _files.Occupy(Target, FileAccess.Write, FileShare.None);
        Assert.Throws<FileInUseException>(() => DocumentFile.Read(_files, Target));
        _files.Pauses.Clear();
        _files.Denied.Add(Target);

        Assert.Throws<UnauthorizedAccessException>(() => DocumentFile.Read(_files, Target));
        Assert.Empty(_files.Pauses);
    }

    private void Write(string text) => AtomicFile.Write(_files, Target, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
