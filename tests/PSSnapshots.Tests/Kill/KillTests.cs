using System.Globalization;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Kill;

/// <summary>
/// Kills processes that run a workflow with SIGKILL at random moments, and continues the workflow in other processes.
/// The variable <c>SNAPSHOTS_KILLS</c> specifies the number of kills; the default is 60.
/// </summary>
public sealed class KillTests : EngineTest
{
    private const int Lanes = 2;

    private static readonly int Kills =
        int.Parse(Environment.GetEnvironmentVariable("SNAPSHOTS_KILLS") ?? "60", CultureInfo.InvariantCulture);

    private readonly ITestOutputHelper _output = TestContext.Current.TestOutputHelper!;
    private int _killed;
    private int _finished;

    [Fact]
    public async Task A_run_killed_at_any_moment_is_continued_without_repeating_or_losing_a_step()
    {
        Random seeds = new(20_261_123);
        await Task.WhenAll(Enumerable.Range(0, Lanes).Select(_ => seeds.Next()).Select(seed => Task.Run(() => Lane(new Random(seed)))));

        _output.WriteLine($"{_killed} kills, {_finished} runs resumed to their end.");
        Assert.True(_killed >= Kills);
    }

    private async Task Lane(Random random)
    {
        while (Volatile.Read(ref _killed) < Kills)
        {
            using KilledRun run = new();
            while (!await RunUntilKilled(run, random))
            {
                // The next process continues the run.
            }
            run.CheckWitness();
            CheckStore(run);
            Interlocked.Increment(ref _finished);
        }
    }

    /// <summary>Continues the run in a new process, and kills that process at a random moment.</summary>
    /// <returns>Returns true if the run completed before the kill.</returns>
    private async Task<bool> RunUntilKilled(KilledRun run, Random random)
    {
        int seen = run.ReadWitness().Length;
        using ShellProcess process = run.StartProcess();
        if (Volatile.Read(ref _killed) >= Kills)
        {
            ShellResult result = await process.WaitAsync();
            Assert.Equal(("", 0), (result.Error, result.ExitCode));
            return true;
        }
        // One kill in six is at any time after the start of the process. The others are during the steps, after the first one.
        int steps = random.Next(6) == 0 ? 0 : random.Next(1, 40);
        int more = steps == 0 ? random.Next(0, 900) : random.Next(0, 12);
        while (steps > 0 && run.ReadWitness().Length < seen + steps && !process.HasExited) await Task.Delay(1, TestContext.Current.CancellationToken);
        await Task.Delay(more, TestContext.Current.CancellationToken);
        if (process.HasExited)
        {
            ShellResult result = await process.WaitAsync();
            Assert.Equal(("", 0), (result.Error, result.ExitCode));
            return true;
        }
        process.Kill();
        Interlocked.Increment(ref _killed);
        return false;
    }

    /// <summary>Checks that every remaining checkpoint is complete, and that the newest one is of a completed run.</summary>
    private void CheckStore(KilledRun run)
    {
        lock (Engine)
        {
            Assert.Equal(["0", "0", "Completed", $"{KilledRun.StepCount}"], InvokeAsText("""
                $store = [PSSnapshots.Storage.DirectorySnapshotStore]::new($args[0])
                $problems = [System.Collections.Generic.List[object]]::new()
                $all = $store.List('long', { param($problem) $problems.Add($problem) })
                @($all | Where-Object { $store.Read($_).RunId -ne 'long' }).Count
                $problems.Count
                $last = $store.Read($all[-1])
                $last.Status; $last.CompletedStepCount
                $store.Dispose()
                """, run.StateFolder));
        }
    }
}
