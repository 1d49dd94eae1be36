using System.Diagnostics;
using System.Globalization;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>A folder that is used by several processes, some of which are killed or paused.</summary>
public sealed class StoreProcessTests : IDisposable
{
    private const string FolderVariable = "PSSNAPSHOTS_TEST_STORE";
    private const int SavesPerProcess = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly LeaseOptions ShortLease = new() { Duration = TimeSpan.FromSeconds(1), OwnerName = "child" };

    // Created on demand: child processes use this class too, and are killed before they can remove a folder.
    private readonly Lazy<TemporaryFolder> _folder = new(() => new TemporaryFolder());
    private readonly List<Process> _children = [];
    private readonly System.Collections.Concurrent.ConcurrentQueue<string?> _output = [];

    public void Dispose()
    {
        foreach (var child in _children)
        {
            if (!child.HasExited) child.Kill();
            child.WaitForExit();
            child.Dispose();
        }
        if (_folder.IsValueCreated) _folder.Value.Dispose();
    }

    [Fact]
    public void A_kill_at_any_moment_loses_no_acknowledged_snapshot_and_leaves_no_partial_one()
    {
        var told = 0;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var child = Start(nameof(Save_until_killed));
            var enough = told + (kill % 8 * (kill % 8)) + 1;
            WaitFor(() => Told().Count >= enough, child);
            child.Kill();
            child.WaitForExit();

            var numbers = Told();
            told = numbers.Count;
            var problems = new List<StoreProblem>();
            using var store = new DirectorySnapshotStore(_folder.Value.In("state"));
            var all = store.List("killed", problems.Add);
            Assert.Empty(problems);
            Assert.Empty(numbers.Except(all.Select(stored => $"{stored.Sequence}")));
            foreach (var stored in all.TakeLast(30)) Assert.Equal(stored.Label, $"{store.Read(stored).StepCount}");
            if (kill % 3 == 0)
            {
                foreach (var old in all.SkipLast(20)) store.Remove(old);
                store.RemoveUnused();
                foreach (var file in Directory.GetFiles(_folder.Value.Path, "told-*")) File.Delete(file);
                told = 0;
            }
        }
    }

    [Fact]
    public void Two_processes_that_save_the_same_run_lose_no_snapshot()
    {
        Process[] both = [Start(nameof(Save_many)), Start(nameof(Save_many))];
        foreach (var child in both)
        {
            Assert.True(child.WaitForExit(Patience));
            Assert.Equal(0, child.ExitCode);
        }

        var problems = new List<StoreProblem>();
        using var store = new DirectorySnapshotStore(_folder.Value.In("state"));
        var all = store.List("shared", problems.Add);
        Assert.Empty(problems);
        Assert.Equal(Enumerable.Range(1, 2 * SavesPerProcess), all.Select(stored => stored.Sequence));
        Assert.Equal(all.Select(stored => $"{stored.Sequence} {stored.Label}").Order(), Told().Order());
        foreach (var stored in all) Assert.Equal(stored.Label, $"{store.Read(stored).ExecutionContext["who"]} {store.Read(stored).StepCount}");
    }

    [Fact]
    public void Run_is_free_immediately_when_the_owning_process_is_killed()
    {
        Process[] both = [Start(nameof(Acquire_until_killed)), Start(nameof(Acquire_until_killed))];
        WaitFor(() => Told().Count == 2, both);

        var holder = Assert.Single(both, child => Told().Contains($"{child.Id} owns it"));
        var other = Assert.Single(both, child => child != holder);
        Assert.Contains($"{other.Id} is told of {holder.Id} on {Environment.MachineName}", Told());
        using var store = new DirectorySnapshotStore(_folder.Value.In("state"));
        Assert.Equal(holder.Id, Assert.Throws<RunLockedException>(() => store.Acquire("run")).Owner.ProcessId);

        holder.Kill();
        holder.WaitForExit();
        using var lease = store.Acquire("run");
        Assert.Equal(2, lease.Epoch);
    }

    [Fact]
    public void A_paused_process_whose_run_was_taken_over_writes_nothing_when_it_wakes_and_says_so()
    {
        Assert.SkipUnless(!OperatingSystem.IsWindows(), "Windows has no signal that pauses a process.");
        var child = Start(nameof(Save_until_lost));
        WaitFor(() => Told().Count >= 3, child);
        Signal(child, "STOP");
        using var store = new DirectorySnapshotStore(_folder.Value.In("state"));
        RunLease? lease = null;
        WaitFor(() => lease is not null || TryAcquire(store, "paused", out lease));
        using var taken = lease!;
        // The system stops a process some saves after the signal, but long before its lease expires.
        var before = Told().Count;
        var run = new SnapshotManager().Restore(store.Read(store.GetLatest("paused")!));
        var mine = store.Save(new SnapshotManager().Create(run.Store, "mine"), taken);

        Signal(child, "CONT");
        Assert.True(child.WaitForExit(Patience));

        var told = Told();
        Assert.True(told[^1] == "lost", $"The process told '{told[^1]}' last, and printed:{Environment.NewLine}{string.Join(Environment.NewLine, _output)}");
        Assert.InRange(told.Count, before + 1, before + 2);
        Assert.Equal(mine, store.GetLatest("paused"));
        var after = store.Save(new SnapshotManager().Create(run.Store, "mine"), taken);
        var all = store.List("paused");
        Assert.Equal(Enumerable.Range(1, after.Sequence), all.Select(stored => stored.Sequence));
        Assert.All(all, stored => Assert.Equal(stored.Label == "mine" ? taken.Epoch : 1, stored.Epoch));
        Assert.Empty(told.SkipLast(1).Except(all.Select(stored => $"{stored.Sequence}")));
    }

    /// <summary>The entry point of a child process, not a test.</summary>
    [Fact(Explicit = true)]
    public void Save_until_killed()
    {
        using var store = new DirectorySnapshotStore(Shared("state"));
        var manager = new SnapshotManager();
        using var lease = store.Acquire("killed");
        var run = store.GetLatest("killed") is { } latest ? manager.Restore(store.Read(latest)).Store : Sample.Store("killed");
        while (true)
        {
            var number = run.State.StepResults.Count + 1;
            store.BeginAttempt(lease, $"step{number}", 1, flush: false);
            run.UpdateStepResult($"step{number}", StepStatus.Completed, Json.Of($"\"{new string('x', number % 3 == 0 ? 20_000 : 10)}{number % 9}\""));
            Tell($"{store.Save(manager.Create(run, $"{number}"), lease).Sequence}");
        }
    }

    /// <summary>The entry point of a child process, not a test.</summary>
    [Fact(Explicit = true)]
    public void Save_many()
    {
        using var store = new DirectorySnapshotStore(Shared("state"));
        var manager = new SnapshotManager();
        var run = Sample.Store("shared");
        var who = $"{Environment.ProcessId}";
        run.SetContext("who", PSSnapshots.JsonValue.From(who));
        for (var i = 1; i <= SavesPerProcess; i++)
        {
            run.UpdateStepResult($"step{i}", StepStatus.Completed);
            var stored = store.Save(manager.Create(run, $"{who} {i}"));
            Tell($"{stored.Sequence} {stored.Label}");
        }
    }

    /// <summary>The entry point of a child process, not a test.</summary>
    [Fact(Explicit = true)]
    public void Acquire_until_killed()
    {
        using var store = new DirectorySnapshotStore(Shared("state"));
        RunLease? lease = null;
        try
        {
            lease = store.Acquire("run");
            Tell($"{Environment.ProcessId} owns it");
        }
        catch (RunLockedException failure)
        {
            Tell($"{Environment.ProcessId} is told of {failure.Owner.ProcessId} on {failure.Owner.Machine}");
        }
        Thread.Sleep(Timeout.Infinite);
        GC.KeepAlive(lease);
    }

    /// <summary>The entry point of a child process, not a test.</summary>
    [Fact(Explicit = true)]
    public void Save_until_lost()
    {
        using var store = new DirectorySnapshotStore(Shared("state"));
        var manager = new SnapshotManager();
        using var lease = store.Acquire("paused", ShortLease);
        var run = Sample.Store("paused");
        try
        {
            while (true)
            {
                run.AddLog("more");
                Tell($"{store.Save(manager.Create(run), lease).Sequence}");
            }
        }
        catch (LeaseLostException)
        {
            Tell("lost");
        }
    }

    private static int Kills { get; } = int.Parse(Environment.GetEnvironmentVariable("SNAPSHOTS_STORE_KILLS") ?? "8", CultureInfo.InvariantCulture);

    private static bool TryAcquire(DirectorySnapshotStore store, string runId, out RunLease? lease)
    {
        try
        {
            lease = store.Acquire(runId);
            return true;
        }
        catch (RunLockedException)
        {
            lease = null;
            return false;
        }
    }

    private static void Signal(Process child, string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, $"{child.Id}"]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    private static string Shared(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("This runs in a child process."), name);

    private static void Tell(string line) => File.AppendAllText(Shared($"told-{Environment.ProcessId}"), line + "\n");

    /// <summary>The complete lines that the child processes wrote.</summary>
    private List<string> Told() =>
        [.. Directory.GetFiles(_folder.Value.Path, "told-*").SelectMany(path => File.ReadAllText(path).Split('\n')[..^1])];

    private Process Start(string method)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PSSnapshots.Core.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            ArgumentList = { "-method", $"{typeof(StoreProcessTests).FullName}.{method}", "-explicit", "only" },
            Environment = { [FolderVariable] = _folder.Value.Path },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, line) => _output.Enqueue(line.Data);
        child.BeginOutputReadLine();
        _children.Add(child);
        return child;
    }

    private static void WaitFor(Func<bool> condition, params Process[] children) =>
        Assert.True(SpinWait.SpinUntil(() => condition() || children.Any(child => child.HasExited), Patience) && condition(), "A child process did not come to it.");
}
