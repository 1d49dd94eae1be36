using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Shell;

/// <summary>The shell of the repository: the console of PowerShell, which finds the module by name in every session and process.</summary>
public sealed class ShellTests : ShellTest
{
    [Fact]
    public async Task The_module_is_found_by_name_in_the_session_in_parallel_in_jobs_and_in_child_processes()
    {
        var result = await RunAsync("-Command", """
            function Find { (Get-Command New-RunSnapshot).Module.ModuleBase }
            Find
            1..2 | ForEach-Object -Parallel { (Get-Command New-RunSnapshot).Module.ModuleBase }
            Start-Job { (Get-Command New-RunSnapshot).Module.ModuleBase } | Receive-Job -Wait
            & (Join-Path $PSHOME pwsh) -NoProfile -Command '(Get-Command New-RunSnapshot).Module.ModuleBase'
            """);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(Enumerable.Repeat(RepositoryPaths.StagedModule, 5), result.Lines);
    }

    [Fact]
    public async Task The_built_module_is_found_before_one_that_is_installed()
    {
        var installed = Directory.CreateDirectory(Path.Combine(Folder, "powershell", "Modules", "Snapshots", "99.0.0")).FullName;
        await File.WriteAllTextAsync(Path.Combine(installed, "Snapshots.psd1"), "@{ ModuleVersion = '99.0.0' }", TestContext.Current.CancellationToken);

        var result = await ShellProcess.RunAsync(
            ["-Command", "(Get-Module -ListAvailable Snapshots).ModuleBase; (Get-Command New-RunSnapshot).Module.ModuleBase"],
            environment: new Dictionary<string, string> { ["XDG_DATA_HOME"] = Folder });

        Assert.Equal([RepositoryPaths.StagedModule, installed, RepositoryPaths.StagedModule], result.Lines);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_and_its_exit_code_is_returned()
    {
        WriteScript("script.ps1", "param($First, [switch]$Force) \"$First|$Force\"; exit 3");

        var file = await RunAsync("-File", "script.ps1", "a b", "-Force");
        var first = await RunAsync("script.ps1", "c");

        Assert.Equal(("a b|True", 3), (file.Output.Trim(), file.ExitCode));
        Assert.Equal(("c|False", 3), (first.Output.Trim(), first.ExitCode));
    }

    [Fact]
    public async Task A_script_from_standard_input_runs()
    {
        var result = await RunWithInputAsync(["-Command", "-"], "\"$(1 + 1)\"\nexit 4\n");

        Assert.Equal(("2", 4), (result.Output.Trim(), result.ExitCode));
    }

    [Fact]
    public async Task Help_and_compiled_types_work()
    {
        var result = await RunAsync("-Command", """
            (Get-Help New-RunSnapshot).Name
            Add-Type 'public static class Twice { public static int Of(int number) => 2 * number; }'
            [Twice]::Of(21)
            """);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(["New-RunSnapshot", "42"], result.Lines);
    }

    [Fact]
    public async Task Ctrl_C_stops_the_script_and_runs_its_finally_blocks()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals to send to a process.");
        WriteScript("loop.ps1", "try { 'ready'; Start-Sleep 3600 } finally { Set-Content marker '' }");

        using var shell = ShellProcess.Start(["-File", "loop.ps1"], Folder);
        Assert.Equal("ready", await shell.Output.ReadLineAsync(TestContext.Current.CancellationToken));
        await shell.SignalAsync("INT");
        await shell.WaitAsync();

        Assert.True(File.Exists(Path.Combine(Folder, "marker")));
    }

    [Fact]
    public void The_shell_has_only_a_few_lines_of_code()
    {
        var lines = Directory.EnumerateFiles(Path.Combine(RepositoryPaths.Root, "src", "PSSnapshots.Shell"), "*.cs").Sum(file => File.ReadLines(file).Count());

        Assert.InRange(lines, 1, 80);
    }
}
