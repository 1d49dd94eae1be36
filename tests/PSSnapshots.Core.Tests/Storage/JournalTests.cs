using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>The contents of a journal, and the behavior of its owner if other processes change the files.</summary>
public sealed class JournalTests : IDisposable
{
    private const int Waiting = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly SnapshotManager _manager = new();

    private string Journal => _folder.In("deploy-7.00000001.journal");

    private string Owner => _folder.In("deploy-7.owner");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Record_of_a_run_with_many_waiting_steps_contains_changes_but_not_all_questions()
    {
        using var store = Open();
        using var lease = store.Acquire("deploy-7");
        var run = Waits();
        store.Save(_manager.Create(run), lease);
        run.UpdateStepResult("next", StepStatus.Completed);
        store.Save(_manager.Create(run), lease);

        Assert.InRange(Encoding.UTF8.GetByteCount(File.ReadLines(Journal).Last()), 1, 1000);
    }

    [Fact]
    public void ListRuns_returns_waiting_steps_from_any_record_and_after_each_kind_of_change()
    {
        using var store = Open();
        var run = Waits();
        var stored = new List<StoredSnapshot>();
        void SaveAndCheck()
        {
            stored.Add(store.Save(_manager.Create(run)));
            var expected = new RunHeadBuilder().Build(stored[^1], run.State);
            // The questions do not fit the ownership file, and a reader that does not have it makes do with the journal.
            foreach (var isLost in new[] { false, true })
            {
                using var reader = Open();
                if (isLost) File.Delete(Owner);
                var head = Assert.Single(reader.ListRuns());
                Assert.Equal(expected.Waiting, head.Waiting);
                Assert.Equal((expected.WaitingCount, expected.Due), (head.WaitingCount, head.Due));
            }
        }

        SaveAndCheck();
        run.UpdateStepResult("other", StepStatus.Completed);
        SaveAndCheck();
        run.UpdateStepResult("ask-03", StepStatus.Completed);
        SaveAndCheck();
        run.UpdateStepResult("ask-04", StepStatus.Suspended, Json.Of("""{"question":"Really?","due":1700000000000}"""), suspendedPath: [4]);
        SaveAndCheck();
        run.UpdateStepResult("more", StepStatus.Completed);
        SaveAndCheck();

        // A compaction removes the record that the others refer to.
        var before = Assert.Single(store.ListRuns()).Waiting;
        foreach (var old in stored.SkipLast(1)) store.Remove(old);
        Assert.True(store.RemoveUnused() > 0);
        Assert.Equal(before, Assert.Single(store.ListRuns()).Waiting);
        run.UpdateStepResult("last", StepStatus.Completed);
        SaveAndCheck();
    }

    [Theory]
    [InlineData("deploy-7.owner")]
    [InlineData("deploy-7.lock")]
    [InlineData("deploy-7.00000001.journal")]
    public void Owner_writes_to_the_current_file_after_it_was_replaced_by_a_copy(string name)
    {
        using var store = Open();
        using var lease = store.Acquire("deploy-7");
        var run = Sample.FullStore();
        store.Save(_manager.Create(run), lease);
        File.Copy(_folder.In(name), _folder.In("copy"));
        File.Delete(_folder.In(name));
        File.Move(_folder.In("copy"), _folder.In(name));

        run.AddLog("more");
        var second = store.Save(_manager.Create(run), lease);

        using var other = Open();
        Assert.Equal(second, other.GetLatest("deploy-7"));
        Assert.Throws<RunLockedException>(() => other.Acquire("deploy-7"));
        Same.State(run.State, other.Read(second).State);
    }

    [Fact]
    public void Lease_is_lost_when_the_ownership_file_is_deleted()
    {
        using var store = Open();
        using var lease = store.Acquire("deploy-7");
        var run = Sample.FullStore();
        var first = store.Save(_manager.Create(run), lease);
        File.Delete(Owner);
        using var other = Open();
        using var next = other.Acquire("deploy-7");

        Assert.Throws<LeaseLostException>(() => store.Save(_manager.Create(run), lease));
        Assert.True(next.Epoch > lease.Epoch);
        Assert.Equal([first], other.List());
    }

    [Fact]
    public void Checkpoint_damaged_after_lookup_is_neither_read_nor_found_again()
    {
        using var store = Open();
        store.Save(_manager.Create(Sample.FullStore()));
        using var other = Open();
        var found = other.GetLatest("deploy-7")!;
        var bytes = File.ReadAllBytes(Journal);
        bytes[^20] ^= 1;
        File.WriteAllBytes(Journal, bytes);
        File.SetLastWriteTimeUtc(Journal, DateTime.UtcNow.AddSeconds(1));
        var problems = new List<StoreProblem>();

        Assert.Throws<SnapshotStoreException>(() => other.Read(found));
        Assert.Null(other.GetLatest("deploy-7", problems.Add));
        Assert.Equal(found.Sequence, Assert.Single(problems).Sequence);
    }

    [Fact]
    public void Message_sender_and_reader_do_not_block_the_owner()
    {
        using var store = Open();
        using var other = Open();
        using var lease = store.Acquire("deploy-7");
        var run = Sample.FullStore();
        for (var i = 1; i <= 5; i++)
        {
            store.Save(_manager.Create(run), lease);
            other.Post("deploy-7", new RunMessage(RunMessageKind.Stop, null, null, "me"));
            store.BeginAttempt(lease, $"step{i}", 1, flush: false);
            Assert.Equal(i, other.GetLatest("deploy-7")!.Sequence);
            Assert.Equal([i], other.ListAttempts("deploy-7").Where(attempt => attempt.AfterSequence == i).Select(attempt => attempt.AfterSequence));
            run.AddLog("more");
        }

        var problems = new List<StoreProblem>();
        Assert.Equal(Enumerable.Range(1, 5), other.List(onProblem: problems.Add).Select(stored => stored.Sequence));
        Assert.Empty(problems);
        Assert.Equal(5, store.ReadInbox(lease).Count);
    }

    /// <summary>Creates a run with many waiting steps, whose questions do not fit an ownership file.</summary>
    private static RunStore Waits()
    {
        var run = Sample.FullStore();
        for (var i = 0; i < Waiting; i++)
            run.UpdateStepResult($"ask-{i:00}", StepStatus.Suspended, Json.Of($$"""{"question":"{{new string('?', 500)}} {{i}}"}"""), suspendedPath: [i]);
        return run;
    }

    private DirectorySnapshotStore Open() => new(_folder.Path);
}
