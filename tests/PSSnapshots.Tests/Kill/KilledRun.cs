using System.Globalization;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Kill;

/// <summary>
/// A workflow of 200 steps whose store is a folder, and which several processes continue in turn. Each step records in
/// the witness file that it ran. Each process first records which steps the newest checkpoint reports as completed.
/// </summary>
public sealed class KilledRun : IDisposable
{
    public const int StepCount = 200;

    private const string Script = """
        param([string] $Folder)
        $ErrorActionPreference = 'Stop'
        $state = [IO.Path]::Combine($Folder, 'state'); $witness = [IO.Path]::Combine($Folder, 'witness.txt')
        Import-Module Snapshots
        $store = [PSSnapshots.Storage.DirectorySnapshotStore]::new($state)
        $definition = {
            foreach ($number in 1..200) {
                Step "s$number" { $number = $In + 1; [IO.File]::AppendAllText($witness, "ran $number`n"); $number }
            }
        }
        $newest = $store.GetLatest('long', { param($problem) [IO.File]::AppendAllText($witness, "problem $problem`n") })
        if ($null -eq $newest) {
            $null = New-WorkflowRun w long -InputData 0 -Definition $definition | Start-WorkflowRun -Checkpoint $store
        }
        else {
            $done = ($store.Read($newest).StepResults.Values | Where-Object Status -eq Completed | ForEach-Object { $_.Id.Substring(1) }) -join ' '
            [IO.File]::AppendAllText($witness, "resumed $done`n")
            if ($newest.Status -ne 'Completed') { $null = Resume-WorkflowRun -RunId long -Checkpoint $store -Definition $definition }
        }
        $store.Dispose()
        """;

    // A kill loses nothing that the operating system has received. In a folder in memory, flushes do not wait for a disk.
    private readonly string _folder = Directory.Exists("/dev/shm")
        ? Directory.CreateDirectory($"/dev/shm/snapshots-kill-{Guid.NewGuid():N}").FullName
        : Directory.CreateTempSubdirectory("snapshots-kill-").FullName;

    private readonly string _script;

    public KilledRun()
    {
        _script = Path.Combine(_folder, "run.ps1");
        File.WriteAllText(_script, Script);
    }

    public string StateFolder => Path.Combine(_folder, "state");

    /// <summary>Reads the lines of the witness file, without a line that a kill truncated.</summary>
    public string[] ReadWitness()
    {
        string path = Path.Combine(_folder, "witness.txt");
        if (!File.Exists(path)) return [];
        using StreamReader reader = new(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = reader.ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public ShellProcess StartProcess() => ShellProcess.Start([_script, _folder]);

    /// <summary>Checks the witness file: no completed step ran again, and no acknowledged step was lost.</summary>
    public void CheckWitness()
    {
        string[] lines = ReadWitness();
        HashSet<int> completed = [];
        int last = 0;
        foreach (string line in lines)
        {
            string[] words = line.Split(' ');
            switch (words[0])
            {
                case "ran":
                    last = int.Parse(words[1], CultureInfo.InvariantCulture);
                    Assert.DoesNotContain(last, completed);
                    break;
                case "resumed":
                    completed = [.. words.Skip(1).Where(word => word.Length > 0).Select(word => int.Parse(word, CultureInfo.InvariantCulture))];
                    // A step begins only after the completion of the previous step was acknowledged.
                    Assert.Superset(Enumerable.Range(1, Math.Max(0, last - 1)).ToHashSet(), completed);
                    break;
                default:
                    Assert.Fail($"The store had a problem: {line}");
                    break;
            }
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
