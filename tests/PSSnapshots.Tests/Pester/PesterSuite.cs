using System.Diagnostics;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Pester;

/// <summary>Runs <c>tests/Pester</c> in a process of the released pwsh, with one version of Pester.</summary>
internal static class PesterSuite
{
    private static readonly string Script = Path.Combine(RepositoryPaths.Root, "tests", "PSSnapshots.Tests", "Pester", "Invoke-PesterSuite.ps1");

    /// <summary>Runs the suite.</summary>
    /// <param name="version">The version of Pester.</param>
    /// <returns>A row for each test, with its name.</returns>
    /// <exception cref="InvalidOperationException">The process ended before all tests did, or there was no test.</exception>
    public static async Task<IReadOnlyCollection<ITheoryDataRow>> RunAsync(string version)
    {
        using var folder = new TemporaryFolder();
        var results = Path.Combine(folder.Path, "results.jsonl");
        var output = await RunProcessAsync(folder.Path, [Script, "-Pester", PowerShellPackages.PesterManifest(version), "-Path", RepositoryPaths.PesterTests, "-ResultPath", results]);

        string[] lines = File.Exists(results) ? await File.ReadAllLinesAsync(results) : [];
        if (lines is not [.. var tests, "null"]) throw new InvalidOperationException($"Pester {version} did not run to its end:{Environment.NewLine}{output}");
        if (tests.Length == 0) throw new InvalidOperationException($"Pester {version} found no test in '{RepositoryPaths.PesterTests}'.");
        return [.. tests.Select(PesterTest.Parse).Select(test => new TheoryDataRow<PesterTest>(test) { TestDisplayName = $"Pester {version}: {test.Name}", Label = "" })];
    }

    private static async Task<string> RunProcessAsync(string folder, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(ShellProcess.DotNet, [PowerShellPackages.Pwsh, "-NoProfile", "-NonInteractive", "-File", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        ShellProcess.IsolateEnvironment(start);
        start.Environment["SNAPSHOTS_MODULE"] = RepositoryPaths.ModuleManifest;

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return await output + await error;
    }
}
