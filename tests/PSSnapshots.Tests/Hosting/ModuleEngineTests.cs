using System.Management.Automation;

namespace PSSnapshots.Tests.Hosting;

/// <summary>Tests of the engine that other tests use.</summary>
public sealed class ModuleEngineTests
{
    [Fact]
    public void The_module_is_imported_from_the_staged_folder()
    {
        using ModuleEngine engine = new();

        PSObject module = Assert.Single(engine.Invoke("Get-Module Snapshots"));

        Assert.Equal(RepositoryPaths.StagedModule, ((PSModuleInfo)module.BaseObject).ModuleBase);
    }

    [Fact]
    public void The_location_is_a_temporary_folder_that_is_deleted_on_dispose()
    {
        string location;
        using (ModuleEngine engine = new())
        {
            location = Assert.Single(engine.Invoke("$pwd.Path")).ToString();
            Assert.Equal(engine.WorkingDirectory, location);
            File.WriteAllText(Path.Combine(location, "left behind"), "");
        }

        Assert.False(Directory.Exists(location));
    }

    [Fact]
    public void Invoke_keeps_variables_and_passes_arguments()
    {
        using ModuleEngine engine = new();

        engine.Invoke("$kept = $args[0] + $args[1]", 1, 2);

        Assert.Equal(3, Assert.Single(engine.Invoke("$kept")).BaseObject);
    }

    [Fact]
    public void Run_returns_every_stream()
    {
        using ModuleEngine engine = new();

        InvokeResult result = engine.Run("""
            function Write-Everything {
                [CmdletBinding()] param()
                $PSCmdlet.WriteWarning('warning')
                $PSCmdlet.WriteVerbose('verbose')
                $PSCmdlet.WriteDebug('debug')
                $PSCmdlet.WriteInformation('information', [string[]]@())
                $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'progress', 'status'))
                $PSCmdlet.WriteError([System.Management.Automation.ErrorRecord]::new([Exception]::new('error'), 'AnError', 'InvalidData', 'target'))
                'output'
            }
            $DebugPreference = 'Continue'
            Write-Everything -Verbose
            """);

        Assert.Equal("output", Assert.Single(result.Output).BaseObject);
        Assert.Equal("warning", Assert.Single(result.Warnings));
        Assert.Equal("verbose", Assert.Single(result.Verbose));
        Assert.Equal("debug", Assert.Single(result.Debug));
        Assert.Equal("information", Assert.Single(result.Information).MessageData);
        Assert.Equal("progress", Assert.Single(result.Progress).Activity);
        Assert.Equal("AnError,Write-Everything", Assert.Single(result.Errors).FullyQualifiedErrorId);
        Assert.Null(result.TerminatingError);
    }

    [Theory]
    [InlineData("Remove-Module 'no such module'")]
    [InlineData("Remove-Module 'no such module' -ErrorAction Stop")]
    [InlineData("throw 'once'")]
    [InlineData("if (")]
    [InlineData("No-SuchCommand")]
    public void SingleError_returns_the_error_whether_it_is_terminating_or_not(string script)
    {
        using ModuleEngine engine = new();

        Assert.NotNull(engine.SingleError(script).FullyQualifiedErrorId);
    }

    [Fact]
    public void Invoke_throws_for_every_error()
    {
        using ModuleEngine engine = new();

        Assert.Throws<RuntimeException>(() => engine.Invoke("throw 'an error'"));
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => engine.Invoke("Remove-Module 'no such module'; 'went on'"));
    }

    [Fact]
    public void Parallel_runspaces_find_the_module_by_name()
    {
        using ModuleEngine engine = new();

        IReadOnlyList<PSObject> commands = engine.Invoke("1..2 | ForEach-Object -Parallel { (Get-Command New-RunSnapshot).Name }");

        Assert.Equal(["New-RunSnapshot", "New-RunSnapshot"], commands.Select(command => command.ToString()));
    }
}
