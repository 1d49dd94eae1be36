using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Kill;

/// <summary>Processes that start one run ID at the same time: the run is started once.</summary>
public sealed class StartRaceTests : ShellTest
{
    private const int Rounds = 20;

    private static readonly string[] Outcomes = ["Completed", "RunExists", "RunLocked"];

    // Waits for each round's file, which all processes see at the same time, and starts the run of the round.
    private const string Script = """
        param([string] $Switch)
        $definition = { Step a { [IO.File]::AppendAllText([IO.Path]::Combine($Run.Input, "$($Run.RunId).txt"), "$PID`n") } }
        $folder = $PWD.ProviderPath
        $parameters = @{ Store = './state' }
        if ($Switch) { $parameters[$Switch] = $true }
        foreach ($round in 1..20) {
            $run = New-WorkflowRun w "race-$round" -InputData $folder -Definition $definition
            [Console]::WriteLine('ready')
            while (-not [IO.File]::Exists([IO.Path]::Combine($folder, "go-$round"))) { }
            try { [Console]::WriteLine("$((Start-WorkflowRun $run @parameters -ErrorAction Stop).Status)") }
            catch { [Console]::WriteLine($_.FullyQualifiedErrorId.Split(',')[0]) }
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("Resume")]
    public async Task Of_two_processes_that_start_one_ID_at_the_same_time_exactly_one_does(string parameter)
    {
        WriteScript("race.ps1", Script);
        using ShellProcess one = ShellProcess.Start(["race.ps1", parameter], Folder);
        using ShellProcess other = ShellProcess.Start(["race.ps1", parameter], Folder);
        for (int round = 1; round <= Rounds; round++)
        {
            Assert.Equal(["ready", "ready"], await LinesOf(one, other));
            await File.WriteAllTextAsync(Path.Combine(Folder, $"go-{round}"), "", TestContext.Current.CancellationToken);
            string[] results = await LinesOf(one, other);

            Assert.Contains("Completed", results);
            if (parameter.Length == 0) Assert.Single(results, "Completed");
            Assert.All(results, result => Assert.Contains(result, Outcomes));
            Assert.Single(await File.ReadAllLinesAsync(Path.Combine(Folder, $"race-{round}.txt"), TestContext.Current.CancellationToken));
        }
    }

    private static async Task<string[]> LinesOf(ShellProcess one, ShellProcess other) =>
        [await LineOf(one), await LineOf(other)];

    private static async Task<string> LineOf(ShellProcess process) =>
        await process.Output.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new InvalidOperationException((await process.WaitAsync()).Error);
}
