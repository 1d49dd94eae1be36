using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Shell;

/// <summary>What the shell prints, and where.</summary>
public sealed class ShellOutputTests : ShellTest
{
    private const char Escape = '\e';

    [Fact]
    public async Task CommandPrintsWhatItReturns()
    {
        ShellResult result = await RunAsync("-Command", "1 + 1; 'text'");

        Assert.Equal(["2", "text"], result.Lines);
        Assert.Equal("", result.Error);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public async Task ObjectsPrintAsTheEngineFormatsThem()
    {
        ShellResult result = await RunAsync("-Command", "[pscustomobject]@{ Name = 'é日本🚀'; Count = 2 }");

        Assert.Equal(["", "Name    Count", "----    -----", "é日本🚀     2"], result.Lines);
    }

    [Fact]
    public async Task TheErrorThatEndsAScriptIsOnStandardErrorWithItsPosition()
    {
        WriteScript("fails.ps1", "'before'\nthrow 'it failed'\n'after'");

        ShellResult result = await RunAsync("fails.ps1");

        Assert.Equal(["before"], result.Lines);
        Assert.Contains("it failed", result.Error, StringComparison.Ordinal);
        Assert.Contains("fails.ps1:2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnErrorOfTheParserIsOnStandardErrorAndNothingRuns()
    {
        WriteScript("broken.ps1", "'before'\nif (");

        ShellResult result = await RunAsync("broken.ps1");

        Assert.Equal("", result.Output);
        Assert.Contains("broken.ps1:2", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnErrorThatDoesNotEndTheScriptIsOnStandardError()
    {
        ShellResult result = await RunAsync("-Command", "Remove-Module 'no such module'; 'went on'");

        Assert.Equal(["went on"], result.Lines);
        Assert.StartsWith("Remove-Module: ", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public async Task NothingButTextGoesToAFile(string noColor)
    {
        const string Script = """
            "`e[31mred`e[0m"
            [pscustomobject]@{ Name = 'x' }
            $Host.UI.WriteLine('Red', 'Black', 'colored')
            $Host.UI.WriteWarningLine('careful')
            Remove-Module 'no such module'
            throw 'an error'
            """;

        ShellResult result = await ShellProcess.RunAsync(
            ["-Command", Script], environment: new Dictionary<string, string> { ["NO_COLOR"] = noColor, ["TERM"] = "xterm-256color" });

        Assert.Contains("red", result.Output, StringComparison.Ordinal);
        Assert.Contains("WARNING: careful", result.Output, StringComparison.Ordinal);
        Assert.Contains("an error", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Escape, result.Output);
        Assert.DoesNotContain(Escape, result.Error);
    }

    [Fact]
    public async Task ProgressIsForTerminals()
    {
        ShellResult result = await RunAsync("-Command", """
            function Show-Progress {
                [CmdletBinding()] param()
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'working', 'still'))
            }
            Show-Progress
            """);

        Assert.Equal(("", ""), (result.Output, result.Error));
    }

    [Fact]
    public async Task TheModuleIsLoaded()
    {
        ShellResult result = await RunAsync("-Command", "(Get-Module Snapshots).Name");

        Assert.Equal(["Snapshots"], result.Lines);
    }

    [Fact]
    public async Task ParallelRunspacesLoadTheModuleByItsName()
    {
        ShellResult result = await RunAsync(
            "-Command", "1..2 | ForEach-Object -Parallel { (Get-Command New-RunSnapshot).Module.ModuleBase }");

        string module = Path.Combine(Path.GetDirectoryName(RepositoryPaths.ShellAssembly)!, "Modules", "Snapshots");
        Assert.Equal([module, module], result.Lines);
    }
}
