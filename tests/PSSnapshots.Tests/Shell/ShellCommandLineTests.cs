using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Shell;

/// <summary>How the command line reaches the script.</summary>
public sealed class ShellCommandLineTests : ShellTest
{
    [Fact]
    public async Task AScriptGetsItsArguments()
    {
        WriteScript("arguments.ps1", """
            param($First, [int]$Count, [switch]$Force, [switch]$Quiet, [string]$Name)
            "$First|$Count|$Force|$Quiet|$Name|$args"
            """);

        Assert.Equal(["one|-5|True|False|a b|"], (await RunAsync(
            "arguments.ps1", "one", "-Force", "-5", "-Quiet:$false", "-Name", "a b")).Lines);
        Assert.Equal(["|0|False|False|x:y|"], (await RunAsync("-File", "arguments.ps1", "-name:x:y")).Lines);
        Assert.Equal(["-not|0|False|False||left over"], (await RunAsync(
            "arguments.ps1", "-First:", "-not", "0", "", "left", "over")).Lines);
    }

    [Fact]
    public async Task AnArgumentThatDoesNotFitIsAnError()
    {
        WriteScript("strict.ps1", "[CmdletBinding()] param([int]$Count) 'ran'");

        ShellResult unknown = await RunAsync("strict.ps1", "-Cuont", "1");
        ShellResult unfit = await RunAsync("strict.ps1", "-Count", "many");

        Assert.Contains("Cuont", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("many", unfit.Error, StringComparison.Ordinal);
        Assert.Equal((1, "", 1, ""), (unknown.ExitCode, unknown.Output, unfit.ExitCode, unfit.Output));
    }

    [Fact]
    public async Task AScriptRunsInTheCurrentDirectoryAndKnowsItsOwn()
    {
        Directory.CreateDirectory(Path.Combine(Folder, "sub folder [1]"));
        WriteScript("sub folder [1]/where.ps1", "$pwd.Path; $PSScriptRoot; $PSCommandPath; $MyInvocation.MyCommand.Path");

        ShellResult result = await RunAsync("sub folder [1]/where.ps1");

        string script = Path.Combine(Folder, "sub folder [1]", "where.ps1");
        Assert.Equal([Folder, Path.GetDirectoryName(script)!, script, script], result.Lines);
    }

    [Theory]
    [InlineData("missing.ps1", "missing.ps1")]
    [InlineData("text.txt", ".ps1")]
    [InlineData("-Nonsense", "-Nonsense")]
    [InlineData("-File", "-File")]
    [InlineData("-Command", "-Command")]
    public async Task ACommandLineThatMakesNoSenseIsRefused(string argument, string named)
    {
        WriteScript("text.txt", "'ran'");

        ShellResult result = await RunAsync(argument);

        Assert.Equal((64, ""), (result.ExitCode, result.Output));
        Assert.Contains(named, result.Error, StringComparison.Ordinal);
        Assert.Contains("-Help", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-Help")]
    [InlineData("--help")]
    [InlineData("-?")]
    public async Task HelpTellsHowToCallIt(string argument)
    {
        ShellResult result = await RunAsync(argument);

        Assert.Contains("Usage:", result.Output, StringComparison.Ordinal);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }
}
