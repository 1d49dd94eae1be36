using System.Diagnostics;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>A folder that several processes use, some of which are killed.</summary>
public sealed class StoreProcessTests : IDisposable
{
    private const string FolderVariable = "PSSNAPSHOTS_TEST_STORE";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _children = [];

    public void Dispose()
    {
        foreach (var child in _children)
        {
            if (!child.HasExited) child.Kill();
            child.WaitForExit();
            child.Dispose();
        }
        _folder.Dispose();
    }

    [Fact]
    public void Whenever_a_process_is_killed_all_that_it_was_told_is_saved_is_there_and_nothing_is_torn()
    {
        var told = 0;
        for (var kill = 1; kill <= 8; kill++)
        {
            var child = Start(nameof(Save_until_killed));
            var enough = told + (kill * kill);
            WaitFor(() => Told().Count >= enough, child);
            child.Kill();
            child.WaitForExit();

            var numbers = Told();
            told = numbers.Count;
            var problems = new List<StoreProblem>();
            using var store = new DirectorySnapshotStore(_folder.In("state"));
            var all = store.List("killed", problems.Add);
            Assert.Empty(problems);
            Assert.Empty(numbers.Except(all.Select(stored => $"{stored.Sequence}")));
            foreach (var stored in all) Assert.Equal(stored.Label, $"{store.Read(stored).StepCount}");
            store.RemoveUnused();
        }
    }

    [Fact]
    public void Of_two_processes_one_gets_a_run_and_when_it_is_killed_the_run_is_free()
    {
        Process[] both = [Start(nameof(Take_a_run_until_killed)), Start(nameof(Take_a_run_until_killed))];
        WaitFor(() => Told().Count == 2, both);

        var holder = Assert.Single(both, child => Told().Contains($"{child.Id} holds it"));
        var other = Assert.Single(both, child => child != holder);
        Assert.Contains($"{other.Id} is told of {holder.Id} on {Environment.MachineName}", Told());
        using var store = new DirectorySnapshotStore(_folder.In("state"));
        Assert.Equal(holder.Id, Assert.Throws<RunLockedException>(() => store.Lock("run")).ProcessId);

        holder.Kill();
        holder.WaitForExit();
        using (store.Lock("run"))
        {
            // It is this process's now.
        }
        Assert.Empty(Directory.GetFiles(_folder.In("state"), "*.owner.json"));
    }

    [Fact]
    public void A_run_that_another_machine_was_the_last_to_hold_is_not_taken_over()
    {
        using var there = new DirectorySnapshotStore(_folder.In("state"), "there");
        var owner = _folder.In(Path.Combine("state", "run.owner.json"));
        byte[] left;
        using (there.Lock("run")) left = File.ReadAllBytes(owner);
        File.WriteAllBytes(owner, left);

        using var here = new DirectorySnapshotStore(_folder.In("state"), "here");
        var failure = Assert.Throws<RunLockedException>(() => here.Lock("run"));
        Assert.Equal(("there", Environment.ProcessId), (failure.Host, failure.ProcessId));
        Assert.EndsWith($"Where that machine is gone, remove the file '{owner}'.", failure.Message, StringComparison.Ordinal);
        there.Lock("run").Dispose();
        here.Lock("run").Dispose();
    }

    /// <summary>What a child process does; not a test by itself.</summary>
    [Fact(Explicit = true)]
    public void Save_until_killed()
    {
        using var store = new DirectorySnapshotStore(Shared("state"));
        var manager = new SnapshotManager();
        var run = store.GetLatest("killed") is { } latest ? manager.Restore(store.Read(latest)).Store : Sample.Store("killed");
        while (true)
        {
            var number = run.State.StepResults.Count + 1;
            run.UpdateStepResult($"step{number}", StepStatus.Completed, Json.Of($"\"{new string('x', number % 3 == 0 ? 20_000 : 10)}{number % 9}\""));
            Tell($"{store.Save(manager.Create(run, $"{number}")).Sequence}");
        }
    }

    /// <summary>What a child process does; not a test by itself.</summary>
    [Fact(Explicit = true)]
    public void Take_a_run_until_killed()
    {
        using var store = new DirectorySnapshotStore(Shared("state"));
        try
        {
            store.Lock("run");
            Tell($"{Environment.ProcessId} holds it");
        }
        catch (RunLockedException failure)
        {
            Tell($"{Environment.ProcessId} is told of {failure.ProcessId} on {failure.Host}");
        }
        Thread.Sleep(Timeout.Infinite);
    }

    private static string Shared(string name) =>
        Path.Combine(Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("This runs in a child process."), name);

    private static void Tell(string line) => File.AppendAllText(Shared($"told-{Environment.ProcessId}"), line + "\n");

    /// <summary>The whole lines that children wrote.</summary>
    private List<string> Told() =>
        [.. Directory.GetFiles(_folder.Path, "told-*").SelectMany(path => File.ReadAllText(path).Split('\n')[..^1])];

    private Process Start(string method)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PSSnapshots.Core.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            ArgumentList = { "-method", $"{typeof(StoreProcessTests).FullName}.{method}", "-explicit", "only" },
            Environment = { [FolderVariable] = _folder.Path },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var child = Process.Start(start)!;
        child.OutputDataReceived += (_, _) => { };
        child.BeginOutputReadLine();
        _children.Add(child);
        return child;
    }

    private static void WaitFor(Func<bool> condition, params Process[] children) =>
        Assert.True(SpinWait.SpinUntil(() => condition() || children.Any(child => child.HasExited), Patience) && condition(), "A child process did not come to it.");
}
