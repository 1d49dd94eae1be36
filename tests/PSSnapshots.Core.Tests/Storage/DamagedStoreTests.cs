using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>Files that were damaged by a crash or another process are reported, and the rest stays readable.</summary>
public sealed class DamagedStoreTests : IDisposable
{
    private const int Count = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly SnapshotManager _manager = new(timeProvider: new FakeClock());
    private readonly List<Snapshot> _snapshots = [];
    private readonly List<StoredSnapshot> _stored = [];
    private readonly RunStore _run = Sample.FullStore();

    public DamagedStoreTests()
    {
        using var store = Open();
        for (var i = 0; i < Count; i++)
        {
            _run.UpdateStepResult($"step{i}", StepStatus.Completed, Json.Of($"\"{new string((char)('a' + i), 20_000)}\""));
            _snapshots.Add(_manager.Create(_run));
            _stored.Add(store.Save(_snapshots[^1]));
        }
    }

    private string Journal => _folder.In("deploy-7.00000001.journal");

    private string Owner => _folder.In("deploy-7.owner");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Unacknowledged_incomplete_end_is_not_reported_and_is_cut_by_the_next_writer()
    {
        var whole = File.ReadAllBytes(Journal);
        byte[] next = [.. whole[LineStart(whole, Count)..]];
        byte[][] tails =
        [
            next[..1], next[..100], next[..^1], new byte[1], new byte[10_000], [.. next[..200], .. new byte[5000]], [.. next[..200], .. new byte[next.Length - 201], (byte)'\n'], "no json\n"u8.ToArray(),
        ];
        foreach (var tail in tails)
        {
            File.WriteAllBytes(Journal, [.. whole, .. tail]);
            var problems = new List<StoreProblem>();
            using (var store = Open())
            {
                Assert.Equal(_stored, store.List(onProblem: problems.Add));
                Assert.Equal(_stored[^1], store.GetLatest("deploy-7", problems.Add));
                Assert.Empty(problems);
                Same.State(_snapshots[^1], store.Read(_stored[^1]));
                using (store.Acquire("deploy-7"))
                {
                    // The owner sees the acknowledged state of the run.
                }
            }
            Assert.Equal(whole, File.ReadAllBytes(Journal));
        }
        using var again = Open();
        Assert.Equal(Count + 1, again.Save(_snapshots[0]).Sequence);
    }

    [Fact]
    public void Truncated_acknowledged_snapshot_is_reported_with_its_number_and_kept()
    {
        var whole = File.ReadAllBytes(Journal);
        foreach (var length in new[] { whole.Length - 1, whole.Length - 2, LineStart(whole, Count) + 3, LineStart(whole, Count) })
        {
            File.WriteAllBytes(Journal, whole[..length]);
            using var store = Open();
            foreach (var list in new Action<Action<StoreProblem>>[] { report => Assert.Equal(_stored.SkipLast(1), store.List(onProblem: report)), report => Assert.Equal(_stored[^2], store.GetLatest("deploy-7", report)) })
            {
                var problems = new List<StoreProblem>();
                list(problems.Add);
                var problem = Assert.Single(problems);
                Assert.Equal((Journal, "deploy-7", Count), (problem.Location, problem.RunId, problem.Sequence));
            }
            for (var i = 0; i < Count - 1; i++) Same.State(_snapshots[i], store.Read(_stored[i]));
            Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1]));
        }

        using (var store = Open())
        {
            // The acknowledged number is not reused, and the remaining data is readable.
            var next = store.Save(_snapshots[^1]);
            Assert.Equal(Count + 1, next.Sequence);
            Same.State(_snapshots[^1], store.Read(next));
            Assert.Equal(5, store.List().Count);
        }
    }

    [Fact]
    public void Save_after_a_damaged_end_appends_a_separate_record()
    {
        using (var stream = new FileStream(Journal, FileMode.Open)) stream.SetLength(stream.Length - 10);
        var damaged = File.ReadAllBytes(Journal);
        using (var store = Open())
        {
            store.Save(_snapshots[0]);
            store.Save(_snapshots[1]);
        }

        var problems = new List<StoreProblem>();
        using var again = Open();
        Assert.Equal([1, 2, 3, 4, 6, 7], again.List(onProblem: problems.Add).Select(stored => stored.Sequence));
        Assert.Equal(Count, Assert.Single(problems).Sequence);
        Assert.Equal(damaged, File.ReadAllBytes(Journal)[..damaged.Length]);
        Same.State(_snapshots[1], again.Read(again.GetLatest("deploy-7")!));
        problems.Clear();
        Assert.Equal(7, again.GetLatest("deploy-7", problems.Add)!.Sequence);
        Assert.Empty(problems);
    }

    [Fact]
    public void Record_with_a_changed_byte_is_reported_and_never_read_as_a_different_state()
    {
        var whole = File.ReadAllBytes(Journal);
        var (start, end) = (LineStart(whole, 3), LineStart(whole, 4));
        for (var at = start; at < end; at += 7)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 4;
            File.WriteAllBytes(Journal, changed);
            using var store = Open();
            var problems = new List<StoreProblem>();

            var listed = store.List(onProblem: problems.Add);

            Assert.NotEmpty(problems);
            Assert.All(problems, problem => Assert.Equal(Journal, problem.Location));
            Assert.Equal([1, 2, 4, 5], listed.Select(stored => stored.Sequence));
            Assert.Equal(_stored[^1], store.GetLatest("deploy-7"));
            Same.State(_snapshots[1], store.Read(_stored[1]));
            Assert.Contains("damaged", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[2])).Message, StringComparison.Ordinal);
            Assert.Contains("which it needs", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_deleted_journal_is_reported_with_the_number_that_was_acknowledged_and_numbers_continue_after_it()
    {
        var values = Directory.GetFiles(_folder.In("values"));
        File.Delete(Journal);
        using var store = Open();
        foreach (var list in new Action<Action<StoreProblem>>[] { report => Assert.Empty(store.List(onProblem: report)), report => Assert.Null(store.GetLatest("deploy-7", report)), report => Assert.Single(store.ListRuns(onProblem: report)) })
        {
            var problems = new List<StoreProblem>();
            list(problems.Add);
            var problem = Assert.Single(problems);
            Assert.Equal((Journal, "deploy-7", Count), (problem.Location, problem.RunId, problem.Sequence));
        }

        // The journal may be copied back, and needs its values.
        store.RemoveUnused();
        Assert.Equal(values, Directory.GetFiles(_folder.In("values")));
        Assert.Equal(Count + 1, store.Save(_snapshots[0]).Sequence);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"journal\":2,\"run\":\"new\"")]
    public void Journal_that_is_being_created_is_not_reported(string begun)
    {
        using var store = Open();
        using (store.Acquire("new"))
        {
            File.WriteAllText(_folder.In("new.00000001.journal"), begun);
            var problems = new List<StoreProblem>();

            Assert.Null(store.GetLatest("new", problems.Add));
            Assert.Empty(store.List("new", problems.Add));
            Assert.Empty(problems);
        }

        // Without an ownership file, it is unknown that nothing was saved.
        File.Delete(_folder.In("new.owner"));
        var reported = new List<StoreProblem>();
        store.List("new", reported.Add);
        Assert.Single(reported);
    }

    [Fact]
    public void Journal_replaced_during_a_read_is_read_from_its_replacement()
    {
        // A journal is opened to find it, and again to read it.
        for (var open = 1; open <= 4; open++)
        {
            using var other = Open();
            using var store = OpenInterrupted(((open - 1) % 2) + 1, () =>
            {
                other.Save(_snapshots[^1]);
                other.Remove(other.List()[0]);
                other.RemoveUnused();
            });

            if (open <= 2) Assert.NotNull(store.GetLatest("deploy-7"));
            else Assert.NotEmpty(store.List("deploy-7"));
        }
    }

    [Fact]
    public void A_missing_record_in_the_middle_is_reported()
    {
        var whole = File.ReadAllBytes(Journal);
        File.WriteAllBytes(Journal, [.. whole[..LineStart(whole, 3)], .. whole[LineStart(whole, 4)..]]);
        using var store = Open();
        var problems = new List<StoreProblem>();

        Assert.Equal([1, 2, 4, 5], store.List(onProblem: problems.Add).Select(stored => stored.Sequence));

        Assert.Equal(3, Assert.Single(problems).Sequence);
    }

    [Theory]
    [InlineData("\"n\":3", "\"n\":2147483647")]
    [InlineData("\"n\":3", "\"n\":99999999999999999999")]
    [InlineData("\"n\":3", "\"n\":0")]
    [InlineData("\"n\":3", "\"n\":-3")]
    [InlineData("\"n\":3", "\"n\":1")]
    [InlineData("\"base\":2", "\"base\":3")]
    [InlineData("\"base\":2", "\"base\":2147483647")]
    [InlineData("\"base\":2", "\"base\":0")]
    [InlineData("\"start\":0", "\"start\":9223372036854775807")]
    [InlineData("\"start\":0", "\"start\":17")]
    [InlineData("\"size\":", "\"size\":9")]
    [InlineData("\"size\":", "\"size\":2147483647,\"x\":")]
    [InlineData("\"size\":", "\"size\":1,\"x\":")]
    [InlineData("\"time\":", "\"time\":99999999999999999999999,\"x\":")]
    [InlineData("\"time\":", "\"time\":1e999,\"x\":")]
    [InlineData("\"status\":\"RUNNING\"", "\"status\":\"GONE\"")]
    [InlineData("\"status\":\"RUNNING\"", "\"status\":7")]
    [InlineData("\"workflow\":\"deploy\"", "\"workflow\":null")]
    [InlineData("\"values\":{\"", "\"values\":{\"-")]
    [InlineData("\"values\":{\"", "\"values\":{\"99999999999")]
    [InlineData("\"values\":{\"", "\"values\":{\"0\":\"../../etc/passwd\",\"")]
    [InlineData("\"values\":{", "\"values\":[{")]
    [InlineData("\"stepResults\":{\"step2\":{\"status\":\"completed\"", "\"stepResults\":{\"step2\":{\"status\":\"completed\",\"attempts\":1e99")]
    [InlineData("\"stepResults\":{", "\"stepResults\":{\"build\":{\"status\":\"completed\"},")]
    [InlineData("\"changes\":{", "\"changes\":{\"changedSteps\":{\"2147483648\":{\"status\":\"failed\"}},")]
    [InlineData("\"changes\":{", "\"changes\":{\"changedSteps\":{\"-1\":{\"status\":\"failed\"}},")]
    [InlineData("\"changes\":{", "\"changes\":{\"executionContext\":{\"k\":1},\"removedContext\":[\"k\"],\"valueTypes\":{\"/executionContext/k\":\"Guid\"},")]
    [InlineData("\"changes\":{", "\"changes\":{\"absent\":[\"runId\"],")]
    [InlineData("\"changes\":{", "\"changes\":{\"executionPath\":[99999999999],")]
    [InlineData("\"changes\":{", "\"changes\":[{")]
    public void Hostile_content_in_a_record_is_a_problem_of_that_snapshot_and_never_of_the_store(string part, string hostile)
    {
        Reseal(3, text => Assert.Single(Replaced(text, part, hostile)));
        using var store = Open();
        var problems = new List<StoreProblem>();

        var listed = store.List(onProblem: problems.Add);

        Assert.Superset(new HashSet<int>([1, 2, 5]), listed.Select(stored => stored.Sequence).ToHashSet());
        Same.State(_snapshots[1], store.Read(_stored[1]));
        foreach (var stored in listed.Where(stored => stored.Sequence >= 3))
            if (Record.Exception(() => store.Read(stored)) is { } failure) Assert.IsType<SnapshotStoreException>(failure);
        Assert.Equal(Count, store.GetLatest("deploy-7")!.Sequence);
        Assert.Single(store.ListRuns());
        using (var lease = store.Acquire("deploy-7"))
        {
            var next = store.Save(_snapshots[^1], lease);
            Same.State(_snapshots[^1], store.Read(next));
            Assert.Equal(Count + 1, next.Sequence);
        }
        store.Remove(_stored[0]);
        store.RemoveUnused();
        Same.State(_snapshots[^1], store.Read(store.GetLatest("deploy-7")!));
    }

    [Fact]
    public void Ownership_file_damaged_in_one_or_both_slots_loses_no_snapshot_and_no_epoch()
    {
        long epoch;
        using (var store = Open())
        {
            using var lease = store.Acquire("deploy-7");
            epoch = lease.Epoch;
            store.Save(_snapshots[^1], lease);
        }
        var whole = File.ReadAllBytes(Owner);
        byte[][] damaged =
        [
            [], [1, 2, 3], new byte[4096], [.. whole[..2000], .. new byte[2096]], [.. new byte[2048], .. whole[2048..]],
            Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(whole).Replace("\"epoch\":1", "\"epoch\":9", StringComparison.Ordinal)),
            [.. whole[..^2], .. new byte[100_000]],
        ];
        foreach (var content in damaged)
        {
            File.WriteAllBytes(Owner, content);
            using var store = Open();
            Assert.Equal(Count + 1, store.List().Count);
            Assert.Equal(Count + 1, Assert.Single(store.ListRuns()).Sequence);
            using var lease = store.Acquire("deploy-7");
            Assert.True(lease.Epoch > epoch);
        }
    }

    [Fact]
    public void Damaged_or_missing_value_is_an_error_that_names_it_and_is_rewritten_by_a_later_save()
    {
        using var store = Open();
        var value = Directory.GetFiles(_folder.In("values"))[0];
        var content = File.ReadAllBytes(value);
        File.WriteAllText(value, "\"other\"");
        Assert.Contains($"The value '{value}', which it needs, is damaged", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1])).Message, StringComparison.Ordinal);
        File.Delete(value);
        Assert.Contains($"The value '{value}', which it needs, is gone", Assert.Throws<SnapshotStoreException>(() => store.Read(_stored[^1])).Message, StringComparison.Ordinal);

        foreach (var file in Directory.GetFiles(_folder.In("values"))) File.WriteAllText(file, "cut");
        using (var again = Open()) again.Save(_snapshots[^1]);
        Same.State(_snapshots[^1], store.Read(_stored[^1]));
        Assert.Contains(content.Length, Directory.GetFiles(_folder.In("values")).Select(file => (int)new FileInfo(file).Length));
        foreach (var stored in _stored) store.Remove(stored);
        Assert.True(store.RemoveUnused() > 0);
        Assert.Equal(Count, Directory.GetFiles(_folder.In("values")).Length);
        Same.State(_snapshots[^1], store.Read(store.GetLatest("deploy-7")!));
    }

    [Fact]
    public void RemoveUnused_keeps_values_that_a_damaged_record_may_need()
    {
        var whole = File.ReadAllBytes(Journal);
        var changed = (byte[])whole.Clone();
        changed[LineStart(whole, 3) + 200] ^= 1;
        using var store = Open();
        foreach (var i in new[] { 0, 1, 3 }) store.Remove(_stored[i]);
        var removed = File.ReadAllBytes(Journal)[whole.Length..];
        File.WriteAllBytes(Journal, [.. changed, .. removed]);

        store.RemoveUnused();

        File.WriteAllBytes(Journal, [.. whole, .. removed]);
        Same.State(_snapshots[2], store.Read(_stored[2]));
        Same.State(_snapshots[4], store.Read(_stored[4]));
    }

    [Fact]
    public void RemoveUnused_removes_unneeded_data_and_the_number_of_files_stays_constant()
    {
        using var store = Open();
        foreach (var stored in _stored) store.Remove(stored);

        Assert.True(store.RemoveUnused() > Count * 20_000);

        Assert.Empty(Directory.GetFiles(_folder.In("values")));
        Assert.Equal(["deploy-7.00000002.journal", "deploy-7.lock", "deploy-7.owner"], Files());
        for (var i = 0; i < 50; i++)
        {
            store.Remove(store.Save(_snapshots[i % Count]));
            store.Save(_snapshots[i % Count]);
            store.RemoveUnused();
        }
        Assert.Equal(3, Files().Count);
    }

    [Fact]
    public void Large_value_is_stored_once_for_all_snapshots()
    {
        for (var i = 0; i < 3; i++)
        {
            using var store = Open();
            store.Save(_snapshots[^1]);
        }

        Assert.Equal(Count, Directory.GetFiles(_folder.In("values")).Length);
        Assert.InRange(new FileInfo(Journal).Length, 1, 20_000);
    }

    [Fact]
    public void Foreign_file_is_reported_and_kept_and_system_files_are_ignored()
    {
        string[] ignored = [".DS_Store", "._deploy-7.lock", ".nfs0001", "desktop.ini", "Thumbs.db", ".precious.tmp", ".lock"];
        foreach (var name in ignored) File.WriteAllText(_folder.In(name), "mine");
        File.WriteAllText(_folder.In("notes.txt"), "mine");
        File.WriteAllText(_folder.In("values/README.txt"), "mine");
        Directory.CreateDirectory(_folder.In("sub"));
        File.WriteAllText(_folder.In("deploy-7.99999999.journal"), "not a journal");
        var problems = new List<StoreProblem>();
        using var store = Open();

        Assert.Equal(_stored, store.List(onProblem: problems.Add));
        Assert.Equal([_folder.In("notes.txt"), _folder.In("sub")], problems.Select(problem => problem.Location).Order());
        foreach (var stored in _stored) store.Remove(stored);
        store.RemoveUnused();

        Assert.All([.. ignored, "notes.txt", "values/README.txt"], name => Assert.Equal("mine", File.ReadAllText(_folder.In(name))));
        Assert.True(Directory.Exists(_folder.In("sub")));
    }

    [Fact]
    public void The_state_in_a_journals_first_record_is_an_export_and_every_line_is_JSON()
    {
        using var store = Open();
        var small = new SnapshotManager().Create(Sample.FullStore("small"));
        store.Save(small);
        foreach (var path in Directory.GetFiles(_folder.Path, "*.journal").Concat(Directory.GetFiles(_folder.Path, "*.owner")))
            Assert.All(File.ReadLines(path).Where(line => line.Trim().Length > 0), line => Assert.Equal(JsonKind.Object, JsonValue.FromJson(line).Kind));

        var record = JsonValue.FromJson(File.ReadLines(_folder.In("small.00000001.journal")).ElementAt(1));
        Same.State(small.State, PSSnapshots.Serialization.SnapshotReader.Read(record.GetMember("state")!.Utf8.ToArray()).State);
    }

    private DirectorySnapshotStore Open() => new(_folder.Path);

    private List<string> Files() => [.. Directory.GetFiles(_folder.Path).Select(path => Path.GetFileName(path)).Where(name => name[0] != '.').Order(StringComparer.Ordinal)];

    /// <summary>Returns the position at which the record of a snapshot begins.</summary>
    private static int LineStart(byte[] journal, int number)
    {
        var at = 0;
        while (at < journal.Length)
        {
            var end = journal.AsSpan(at).IndexOf((byte)'\n');
            if (JournalLine.TryReadNumbers(journal.AsSpan(at, end), out var found, out _, out _, out _) && found == number) return at;
            at += end + 1;
        }
        return -1;
    }

    /// <summary>Changes the text of a record, and updates its hash and all later hashes.</summary>
    private void Reseal(int number, Func<string, string> change)
    {
        var whole = File.ReadAllBytes(Journal);
        var lines = Encoding.UTF8.GetString(whole).Split('\n')[..^1];
        var changed = new List<byte[]>();
        var previous = JournalLine.NoHash;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = Encoding.UTF8.GetBytes(lines[i]);
            if (i == 0)
            {
                changed.Add([.. line, (byte)'\n']);
                continue;
            }
            var body = lines[i][JournalLine.BodyStart..];
            var isIt = JournalLine.TryReadNumbers(line, out var found, out _, out _, out _) && found == number;
            changed.Add(JournalLine.Seal(Encoding.UTF8.GetBytes(isIt ? change(body) : body), previous));
            previous = JournalLine.HashOf(changed[^1]);
        }
        File.WriteAllBytes(Journal, [.. changed.SelectMany(line => line)]);
    }

    /// <summary>Opens a store that runs an action before it opens a journal for the nth time.</summary>
    private DirectorySnapshotStore OpenInterrupted(int time, Action action) => new(_folder.Path, new DirectoryStoreOptions
    {
        Files = new StoreFiles(new NtfsSharing
        {
            Opening = (path, _) =>
            {
                if (path.EndsWith(".journal", StringComparison.Ordinal) && --time == 0) action();
            },
        }),
    });

    private static IEnumerable<string> Replaced(string text, string part, string hostile)
    {
        var at = text.IndexOf(part, StringComparison.Ordinal);
        if (at >= 0) yield return string.Concat(text.AsSpan(0, at), hostile, text.AsSpan(at + part.Length));
    }
}
