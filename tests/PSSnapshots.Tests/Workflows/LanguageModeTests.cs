using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>Workflows in sessions whose language mode, or whose host, restricts scripts.</summary>
public sealed class LanguageModeTests : EngineTest
{
    private const string Probe = """{ "$($ExecutionContext.SessionState.LanguageMode)"; try { [IO.Path]::GetTempPath() } catch { 'refused' } }""";

    private const string Constrained = "ConstrainedLanguage refused";

    public static TheoryData<string> Places => new(
        $"Step a {Probe}",
        $"Step a {Probe} -Timeout 1m",
        $"Step a {{ $null = $using:id; & {Probe} }}",
        $"Step a {{ Test-Mode }}",
        $"InParallel {{ Step a {Probe} }}",
        $"InParallel {{ Step a {{ Test-Mode }} }}",
        $"InParallel {{ Step a {{ Test-ModuleMode }} }}",
        $"InParallel {{ SubWorkflow s {{ InParallel {{ Step a {Probe} }} }} }}",
        $"ForEachItem a -In {{ 1 }} -ThrottleLimit 2 {Probe}",
        $"Loop a -Until {{ $true }} {Probe}",
        $"Branch {{ When {{ $true }} {{ Step a {Probe} }} }}",
        $"Step x {{ throw 'again' }}; Step a {Probe}");

    [Theory]
    [MemberData(nameof(Places))]
    public void Code_of_a_definition_runs_in_the_language_mode_of_the_session(string definition)
    {
        Constrain();

        Assert.Equal([Constrained], Texts($$"""
            $run = New-WorkflowRun w $id -Definition { {{definition.Replace("Step x { throw 'again' }", "Step x { if ($Attempt -lt 2) { throw 'again' } } -Attempts 2")}} }
            $null = Start-WorkflowRun $run
            $result = $run.StepResults.Values | Where-Object Id -CMatch '(^|\.)a(\[0\])?$' | Select-Object -Last 1
            "$($result.Output)"
            """));
    }

    [Fact]
    public void A_job_runs_in_the_language_mode_of_the_session()
    {
        Constrain();

        Assert.Equal([Constrained], Texts($$"""
            $run = New-WorkflowRun w $id -Definition { Step a {{Probe}} }
            $null = Start-WorkflowRun $run -AsJob | Wait-Job
            "$($run.Output)"
            """));
    }

    [Fact]
    public void A_definition_file_runs_in_the_language_mode_of_the_session()
    {
        File.WriteAllText(PathOf("w.ps1"), $"InParallel {{ Step a {Probe} }}");
        Constrain();

        Assert.Equal([Constrained], Texts("""
            $run = New-WorkflowRun w $id -DefinitionPath ./w.ps1
            $null = Start-WorkflowRun $run
            "$($run.StepResults['a'].Output)"
            """));
    }

    [Fact]
    public void A_trusted_function_does_not_run_the_steps_of_others_in_its_own_language_mode()
    {
        Do("function Start-Trusted($Code) { New-WorkflowRun w $id -Definition { InParallel { Step a $Code } } | Start-WorkflowRun }");
        Constrain();

        Assert.Equal([Constrained], Texts($$"""$run = Start-Trusted {{Probe}}; "$($run.StepResults['a'].Output)" """));
    }

    [Fact]
    public void A_definition_reads_and_sets_the_context_in_constrained_language()
    {
        Constrain();

        Assert.Equal(["1 2 yes"], Texts("""
            $run = New-WorkflowRun w $id -Definition {
                Step a { $Context.x = 1; $Context['y'] = 2; if ($null -eq $ResumeData) { Suspend-WorkflowRun }; "$($Context.x) $($Context['y']) $ResumeData" }
            }
            $null = Start-WorkflowRun $run
            (Resume-WorkflowRun $run -ResumeData yes).Output
            """));
    }

    [Fact]
    public void Output_that_is_not_an_element_is_reported_with_its_place_in_constrained_language()
    {
        Constrain();
        var error = Fails(
            "New-WorkflowRun w $id -Definition {\nStep a { }\n  'x'\n}", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", ErrorCategory.InvalidArgument);

        Assert.Contains("line 3, column 3", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PSLanguageMode.NoLanguage)]
    [InlineData(PSLanguageMode.RestrictedLanguage)]
    public void A_session_without_scripts_refuses_definitions_and_runs(PSLanguageMode mode)
    {
        File.WriteAllText(PathOf("w.ps1"), "Step a { 1 }");
        var run = Engine.Invoke("New-WorkflowRun w $id -Definition { Step a { if (-not $ResumeData) { Suspend-WorkflowRun } } } | Start-WorkflowRun")[0]!;
        Engine.Runspace.SessionStateProxy.LanguageMode = mode;

        AssertRefused("New-WorkflowRun", ("WorkflowId", "w"), ("DefinitionPath", PathOf("w.ps1")));
        AssertRefused("Resume-WorkflowRun", ("Run", run), ("ResumeData", "yes"));
        AssertRefused("Start-WorkflowRun", ("Run", run), ("Resume", true));
        Engine.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.FullLanguage;
        Assert.Equal(["Suspended"], Texts("\"$($args[0].Status)\"", run));

        void AssertRefused(string cmdlet, params (string Name, object Value)[] parameters)
        {
            using var pipeline = PowerShell.Create(Engine.Runspace).AddCommand(cmdlet);
            foreach (var (name, value) in parameters) pipeline.AddParameter(name, value);
            Assert.Empty(pipeline.Invoke());
            var error = Assert.Single(pipeline.Streams.Error);
            Assert.Equal(
                ($"LanguageModeNotAllowed,PSSnapshots.Commands.{cmdlet.Replace("-", "", StringComparison.Ordinal)}Command", ErrorCategory.PermissionDenied),
                (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        }
    }

    [Fact]
    public void A_definition_file_that_the_host_does_not_trust_is_refused()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "PowerShell asks whether a script may run on Windows only.");
        File.WriteAllText(PathOf("trusted.ps1"), "Step a { 1 }");
        File.WriteAllText(PathOf("other.ps1"), "Step a { 1 }");
        var state = InitialSessionState.CreateDefault2();
        state.ImportPSModule(RepositoryPaths.ModuleManifest);
        state.AuthorizationManager = new TrustingOneFile("trusted.ps1");
        using var runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
        using var pipeline = PowerShell.Create(runspace)
            .AddScript("$args | ForEach-Object { (New-WorkflowRun w -DefinitionPath $_ | Start-WorkflowRun).Output }")
            .AddArgument(PathOf("trusted.ps1")).AddArgument(PathOf("other.ps1"));

        Assert.Equal(["1"], pipeline.Invoke().Select(output => output?.ToString()).Where(text => text is not null));
        var error = pipeline.Streams.Error[0];
        Assert.Equal("DefinitionNotAllowed,PSSnapshots.Commands.NewWorkflowRunCommand", error.FullyQualifiedErrorId);
        Assert.Equal(ErrorCategory.SecurityError, error.CategoryInfo.Category);
        Assert.Contains("other.ps1", error.Exception.Message, StringComparison.Ordinal);
    }

    private void Constrain()
    {
        File.WriteAllText(PathOf("Other.psm1"), $"function Test-ModuleMode {Probe}");
        Engine.Runspace.SessionStateProxy.LanguageMode = PSLanguageMode.ConstrainedLanguage;
        Do($"Import-Module ./Other.psm1; function Test-Mode {Probe}");
    }

    private sealed class TrustingOneFile(string name) : AuthorizationManager("Microsoft.PowerShell")
    {
        protected override bool ShouldRun(CommandInfo commandInfo, CommandOrigin origin, PSHost host, out Exception reason)
        {
            reason = new PSSecurityException($"{commandInfo.Name} is not trusted.");
            return commandInfo is not ExternalScriptInfo || commandInfo.Name == name;
        }
    }
}
