using System.Globalization;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Kill;

/// <summary>
/// Processes that run a workflow are killed with SIGKILL at random moments, and others go on with it. 60 kills, or as
/// many as <c>SNAPSHOTS_KILLS</c> says.
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
    public async Task WhateverMomentAProcessIsKilledAtTheNextOneGoesOnWithoutRepeatingOrLosingAStep()
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
                // The next process goes on.
            }
            run.Check();
            CheckStore(run);
            Interlocked.Increment(ref _finished);
        }
    }

    /// <summary>Has a process go on with the run, and kills it at a moment that chance says.</summary>
    /// <returns>Whether the run came to its end instead.</returns>
    private async Task<bool> RunUntilKilled(KilledRun run, Random random)
    {
        int seen = run.Witness().Length;
        using ShellProcess process = run.Go();
        if (Volatile.Read(ref _killed) >= Kills)
        {
            ShellResult result = await process.WaitAsync();
            Assert.Equal(("", 0), (result.Error, result.ExitCode));
            return true;
        }
        // One in six anywhere from the process's start, the others somewhere in the steps after its first.
        int steps = random.Next(6) == 0 ? 0 : random.Next(1, 40);
        int more = steps == 0 ? random.Next(0, 900) : random.Next(0, 12);
        while (steps > 0 && run.Witness().Length < seen + steps && !process.HasExited) await Task.Delay(1, TestContext.Current.CancellationToken);
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

    /// <summary>Every checkpoint that is left is whole, and the newest is of a completed run.</summary>
    private void CheckStore(KilledRun run)
    {
        lock (Engine)
        {
            Assert.Equal(["0", "0", "Completed", $"{KilledRun.StepCount}"], Texts("""
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
