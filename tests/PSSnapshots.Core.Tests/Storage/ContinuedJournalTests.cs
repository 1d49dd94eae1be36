using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>A process that goes on from a checkpoint of another one writes what changed since, and no whole state.</summary>
public sealed class ContinuedJournalTests : IDisposable
{
    private const string RunId = "deploy-7";

    private readonly TemporaryFolder _folder = new();
    private readonly SnapshotManager _manager = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_another_process_saved_is_not_written_again()
    {
        var whole = Begin(steps: 500).Size;

        var added = GoOn(run => run.UpdateStepResult("next", StepStatus.Completed)).Size;

        Assert.InRange(added, 1, whole / 20);
        Assert.Equal(["1: 500", "2: 501"], StepCounts());
    }

    [Fact]
    public void Process_after_process_goes_on_and_every_checkpoint_stays_readable()
    {
        Begin(steps: 50);
        for (var process = 1; process <= 3 * JournalPlace.MaxPieces; process++)
        {
            GoOn(
                run => run.UpdateStepResult($"p{process}", StepStatus.Running),
                run => run.UpdateStepResult($"p{process}", StepStatus.Completed, JsonValue.From(new string((char)('a' + process), 20_000))));
        }

        Assert.Equal(
            [.. Enumerable.Range(1, (6 * JournalPlace.MaxPieces) + 1).Select(number => $"{number}: {50 + (number / 2)}")],
            StepCounts());
        using var store = Open();
        var latest = store.Read(store.GetLatest(RunId)!);
        for (var process = 1; process <= 3 * JournalPlace.MaxPieces; process++)
            Assert.Equal(new string((char)('a' + process), 20_000), latest.StepResults[$"p{process}"].Output);
    }

    [Fact]
    public void What_a_later_checkpoint_needs_of_an_earlier_process_is_not_unused()
    {
        var first = Begin(steps: 20);
        GoOn(run => run.AddLog("next"));
        using var store = Open();
        store.Remove(first);

        Assert.Equal(0, store.RemoveUnused());

        Assert.Equal(["2: 20"], StepCounts());
    }

    [Fact]
    public void Damage_in_the_journal_of_an_earlier_process_is_an_error_that_names_it()
    {
        Begin(steps: 20);
        var journal = Assert.Single(Directory.GetFiles(_folder.In("state"), "*.journal"));
        var later = GoOn(run => run.AddLog("next"));
        var bytes = File.ReadAllBytes(journal);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(journal, bytes);
        using var store = Open();

        Assert.Contains($"The journal '{journal}', which it needs, is damaged", Assert.Throws<SnapshotStoreException>(() => store.Read(later)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_state_that_did_not_grow_from_the_one_that_was_read_is_written_whole()
    {
        Begin(steps: 20);
        using (var store = Open())
        {
            store.Read(store.GetLatest(RunId)!);
            var other = new RunStore(RunState.Create("w", RunId));
            other.UpdateStepResult("other", StepStatus.Completed);
            store.Save(_manager.Create(other));
        }

        Assert.Equal(["1: 20", "2: 1"], StepCounts());
    }

    [Fact]
    public void Two_processes_that_go_on_from_one_checkpoint_do_not_disturb_each_other()
    {
        Begin(steps: 20);
        using (var one = Open())
        {
            using var other = Open();
            var (first, second) = (Restore(one), Restore(other));
            for (var i = 0; i < 3; i++)
            {
                first.UpdateStepResult($"a{i}", StepStatus.Completed);
                one.Save(_manager.Create(first));
                second.AddLog($"b{i}");
                other.Save(_manager.Create(second));
            }
        }

        Assert.Equal(["1: 20", "2: 21", "3: 20", "4: 22", "5: 20", "6: 23", "7: 20"], StepCounts());
    }

    private DirectorySnapshotStore Open() => new(_folder.In("state"));

    private StoredSnapshot Begin(int steps)
    {
        var run = new RunStore(RunState.Create("w", RunId));
        for (var i = 0; i < steps; i++) run.UpdateStepResult($"s{i}", StepStatus.Completed, JsonValue.From(new string('x', 50)));
        using var store = Open();
        return store.Save(_manager.Create(run));
    }

    /// <summary>As a new process does: reads the latest checkpoint, and saves after each change.</summary>
    private StoredSnapshot GoOn(params Action<RunStore>[] changes)
    {
        using var store = Open();
        var run = Restore(store);
        StoredSnapshot? saved = null;
        foreach (var change in changes)
        {
            change(run);
            saved = store.Save(_manager.Create(run));
        }
        return saved!;
    }

    private RunStore Restore(DirectorySnapshotStore store) => _manager.Restore(store.Read(store.GetLatest(RunId)!)).Store;

    private List<string> StepCounts()
    {
        using var store = Open();
        return [.. store.List().Select(stored => $"{stored.Sequence}: {store.Read(stored).StepCount}")];
    }
}
