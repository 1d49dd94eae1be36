using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>What became of a folder's files by other hands: said clearly, and the rest stays readable.</summary>
public sealed class DamagedStoreTests : IDisposable
{
    private const int Count = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly List<Snapshot> _snapshots = [];
    private readonly List<StoredSnapshot> _stored = [];

    public DamagedStoreTests()
    {
        var manager = new SnapshotManager(timeProvider: new FakeClock());
        var run = Sample.FullStore();
        using var store = Open();
        for (var i = 0; i < Count; i++)
        {
            run.UpdateStepResult($"step{i}", StepStatus.Completed, Json.Of($"\"{new string((char)('a' + i), 20_000)}\""));
            _snapshots.Add(manager.Create(run));
            _stored.Add(store.Save(_snapshots[^1]));
        }
    }

    private string Journal => Assert.Single(Directory.GetFiles(_folder.Path, "*.journal"));

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("", "The file is empty.")]
    [InlineData("no json", "It is no JSON; it may have been cut, or be no checkpoint.")]
    [InlineData("{}", "It is JSON, but no checkpoint of a store.")]
    public void A_checkpoint_file_that_is_something_else_is_reported_and_skipped(string content, string reason)
    {
        File.WriteAllText(_stored[2].Location!, content);

        AssertOnlyIsWrong(2, reason);
    }

    [Fact]
    public void A_checkpoint_file_that_was_cut_anywhere_is_reported_and_skipped()
    {
        var whole = File.ReadAllBytes(_stored[2].Location!);
        for (var length = 0; length < whole.Length - 1; length += 7)
        {
            File.WriteAllBytes(_stored[2].Location!, whole[..length]);

            AssertOnlyIsWrong(2, reason: null);
        }
    }

    [Fact]
    public void A_checkpoint_file_in_which_a_byte_is_another_is_reported_and_skipped()
    {
        var whole = File.ReadAllBytes(_stored[2].Location!);
        for (var at = 0; at < whole.Length - 1; at += 5)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 1;
            File.WriteAllBytes(_stored[2].Location!, changed);

            AssertOnlyIsWrong(2, reason: null);
        }
    }

    [Fact]
    public void A_checkpoint_file_with_another_runs_in_it_is_reported_and_skipped()
    {
        using var store = Open();
        var other = store.Save(new SnapshotManager().Create(Sample.Store("other")));
        File.Copy(other.Location!, _stored[2].Location!, overwrite: true);
        store.Remove(other);

        AssertOnlyIsWrong(2, "It holds checkpoint other #1, which is not what its name says.");
    }

    [Fact]
    public void A_foreign_file_is_reported_and_left_alone()
    {
        File.WriteAllText(_folder.In("notes.txt"), "mine");
        var problems = new List<StoreProblem>();
        using var store = Open();

        Assert.Equal(_stored, store.List(onProblem: problems.Add));
        Assert.Equal([new StoreProblem(_folder.In("notes.txt"), "It is no file of a store of snapshots.")], problems);
        store.RemoveUnused();
        Assert.Equal("mine", File.ReadAllText(_folder.In("notes.txt")));
    }

    [Fact]
    public void Of_a_journal_that_was_cut_the_checkpoints_before_the_cut_stay_readable()
    {
        using (var stream = new FileStream(Journal, FileMode.Open)) stream.SetLength(stream.Length - 1);
        using var store = Open();

        for (var i = 0; i < Count - 1; i++) Same.State(_snapshots[i], store.Read(_stored[i]));
        var failure = Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1]));
        Assert.Contains($"The checkpoint deploy-7 #{Count} could not be read from '{_stored[^1].Location}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"The journal '{Journal}', which it needs, was cut", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_journal_in_which_a_byte_is_another_gives_an_error_and_never_another_state()
    {
        var whole = File.ReadAllBytes(Journal);
        using var store = Open();
        for (var at = 0; at < whole.Length; at += 13)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 4;
            File.WriteAllBytes(Journal, changed);

            Assert.Contains("damaged", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_journal_that_is_gone_and_a_value_that_is_damaged_or_gone_are_errors_that_name_them()
    {
        using var store = Open();
        var value = Directory.GetFiles(_folder.In("values"))[0];
        var content = File.ReadAllBytes(value);
        File.WriteAllText(value, "\"other\"");
        Assert.Contains($"The value '{value}', which it needs, is damaged", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1])).Message, StringComparison.Ordinal);
        File.Delete(value);
        Assert.Contains($"The value '{value}', which it needs, is gone", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1])).Message, StringComparison.Ordinal);
        File.WriteAllBytes(value, content);
        Same.State(_snapshots[^1], store.Read(_stored[^1]));
        var journal = Journal;
        File.Delete(journal);
        Assert.Contains($"The journal '{journal}', which it needs, is gone", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[0])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_was_damaged_is_written_again_when_it_comes_again()
    {
        foreach (var value in Directory.GetFiles(_folder.In("values"))) File.WriteAllText(value, "cut");
        using var store = Open();

        store.Save(_snapshots[^1]);

        Same.State(_snapshots[^1], store.Read(_stored[^1]));
    }

    [Fact]
    public void Where_a_checkpoint_is_damaged_nothing_that_it_may_need_is_removed()
    {
        var whole = File.ReadAllBytes(_stored[2].Location!);
        File.WriteAllText(_stored[2].Location!, "");
        using var store = Open();
        foreach (var i in new[] { 0, 1, 3, 4 }) store.Remove(_stored[i]);

        store.RemoveUnused();

        File.WriteAllBytes(_stored[2].Location!, whole);
        Same.State(_snapshots[2], store.Read(_stored[2]));
    }

    [Fact]
    public void What_nothing_refers_to_is_removed()
    {
        File.WriteAllText(_folder.In(".0123.tmp"), "of a writer that was killed");
        using var store = Open();
        foreach (var stored in _stored) store.Remove(stored);

        Assert.True(store.RemoveUnused() > Count * 20_000);
        Assert.Equal([".lock"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName));
        Assert.Empty(Directory.GetFiles(_folder.In("values")));
    }

    [Fact]
    public void A_large_value_stands_once_however_many_checkpoints_and_journals_have_it()
    {
        for (var i = 0; i < 3; i++)
        {
            using var store = Open();
            store.Save(_snapshots[^1]);
        }

        Assert.Equal(Count, Directory.GetFiles(_folder.In("values")).Length);
        Assert.All(Directory.GetFiles(_folder.Path, "*.journal"), journal => Assert.InRange(new FileInfo(journal).Length, 1, 10_000));
    }

    [Fact]
    public void The_first_line_of_a_journal_is_an_export()
    {
        using var store = Open();
        var small = new SnapshotManager().Create(Sample.FullStore("small"));
        store.Save(small);

        var journal = Assert.Single(Directory.GetFiles(_folder.Path, "small.*.journal"));
        Same.State(small, SnapshotReader.Read(Encoding.UTF8.GetBytes(File.ReadLines(journal).First())));
    }

    private DirectorySnapshotStore Open() => new(_folder.Path);

    private void AssertOnlyIsWrong(int index, string? reason)
    {
        var problems = new List<StoreProblem>();
        using var store = Open();

        Assert.Equal(_stored.Where((_, i) => i != index), store.List(onProblem: problems.Add));
        var problem = Assert.Single(problems);
        Assert.Equal(_stored[index].Location, problem.Location);
        if (reason is not null) Assert.Equal(reason, problem.Reason);
        Assert.Contains(problem.Location, Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[index])).Message, StringComparison.Ordinal);
        Same.State(_snapshots[index - 1], store.Read(_stored[index - 1]));
        Assert.Equal(_stored[^1], store.GetLatest("deploy-7"));
    }
}
