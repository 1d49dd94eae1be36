using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Workflows;

/// <summary>The words of a definition, and what is wrong with definitions.</summary>
public sealed class DefinitionTests : EngineTest
{
    private string[] Ran(string definition) =>
        Texts($"$run = New-WorkflowRun w $id -InputData @{{ n = 3 }} -Definition {{ {definition} }}; (Start-WorkflowRun $run).StepResults.Values | ForEach-Object {{ \"$($_.Id)=$($_.Output)\" }}");

    [Fact]
    public void StepsRunInTheirOrderEachWithTheOutputOfTheOneBefore() =>
        Assert.Equal(["a=3", "b=4"], Ran("Step a { param($In) $In.n }; Step b { $In + 1 }"));

    [Theory]
    [InlineData("Branch { When { $In.n -gt 9 } { Step x { 'x' } } When { $In.n -gt 2 } { Step y { 'y' } } Otherwise { Step z { 'z' } } }", "y")]
    [InlineData("Branch { When { $In.n -gt 9 } { Step x { 'x' } } Otherwise { Step z { 'z' } } }", "z")]
    [InlineData("Branch {\n When { $In.n -gt 9 } { Step x { 'x' } }\n Otherwise { Step z { 'z' } }\n}", "z")]
    [InlineData("Branch { When { $In.n -gt 1 } { Step x { 'x' } }; When { $true } { Step y { 'y' } } }", "x")]
    public void ABranchTakesItsFirstArmThatHoldsOnOneLineOrOnMany(string definition, string taken) =>
        Assert.Equal([$"branch-1={taken}", $"{taken}={taken}"], Ran(definition));

    [Fact]
    public void UnnamedNodesAreNamedForKindAndPlace() =>
        Assert.Equal(
            ["a", "branch-2", "parallel-2-1-1", "b", "p"],
            Texts("""
                $run = New-WorkflowRun w $id -Definition { Step a { }; Branch { When { $true } { InParallel { Step b { } } } }; InParallel p { Step c { } } }
                (Start-WorkflowRun $run).StepResults.Keys | Where-Object { $_ -ne 'c' }
                """));

    [Fact]
    public void ALoopGoesOnUntilOrWhileItsConditionHoldsWithAResultForEachTurn() =>
        Assert.Equal(
            ["u=2", "u[0]=0", "u[1]=1", "u[2]=2", "w=1", "w[0]=0", "w[1]=1"],
            Ran("Loop u -Until { $Out -ge 2 } -MaxIterations 5 { $Index }; Loop w -While { $Out -lt 1 } { $Index }"));

    [Fact]
    public void AForEachRunsItsStepForEachItem() =>
        Assert.Equal(
            ["e=0 a a a 1 b b b", "e[0]=0 a a a", "e[1]=1 b b b"],
            Ran("ForEachItem e -In { 'a', 'b' } { param($letter) \"$Index $letter $Item $_\" }"));

    [Fact]
    public void TheStepsOfASubWorkflowHaveItsIdBeforeTheirs() =>
        Assert.Equal(["s=2", "s.a=1", "s.b=2", "a=3"], Ran("SubWorkflow s { Step a { 1 }; Step b { 2 } }; Step a { 3 }"));

    [Fact]
    public void ADefinitionIsAScriptThatMayMakeStepsInALoopAndUsingKeepsItsValues() =>
        Assert.Equal(["s-x=x!", "s-y=y!"], Ran("foreach ($name in 'x', 'y') { Step \"s-$name\" { \"$using:name!\" } }"));

    [Fact]
    public void ADefinitionInAFileIsTheSameAsInAScriptBlock()
    {
        File.WriteAllText(PathOf("w.ps1"), "Step a { 1 }\nBranch { When { $In -eq 1 } { Step b { 2 } } }");

        Assert.Equal(["2", "True"], Texts("""
            $one = New-WorkflowRun w "$id-1" -DefinitionPath ./w.ps1
            $two = New-WorkflowRun w "$id-2" -Definition { Step a { 1 }; Branch { When { $In -eq 1 } { Step b { 2 } } } }
            (Start-WorkflowRun $one).Output
            "$($one.ExecutionGraph)" -eq "$($two.ExecutionGraph)" -and $one.ExecutionGraph.Count -eq 2
            """));
    }

    [Theory]
    [InlineData("Step a { }\nStep a { }", "DuplicateStepId,PSSnapshots.Commands.NewWorkflowRunCommand", "The id 'a' stands twice in the definition, the second time at w.ps1, line 2, column 1. Each step has an id of its own.")]
    [InlineData("\n  Stpe a { }", "UnknownWord,PSSnapshots.Commands.NewWorkflowRunCommand", "'Stpe', at w.ps1, line 2, column 3, is neither a word of a definition nor a command.*")]
    [InlineData("Step a", "MissingScriptBlock,PSSnapshots.Commands.NewWorkflowRunCommand", "The definition is wrong, at w.ps1, line 1, column 1: Step a has no script block for -Body.")]
    [InlineData("Step { 1 }", "MissingStepId,PSSnapshots.Commands.NewWorkflowRunCommand", "The definition is wrong, at w.ps1, line 1, column 1: Step has no id. Give it as the first argument.")]
    [InlineData("# nothing", "EmptyDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "The definition has no steps.")]
    [InlineData("Step a { }; 'text'", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*gives 'text'*")]
    [InlineData("When { 1 } { Step a { } }", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*line 1, column 1*in a Branch only*")]
    [InlineData("Branch { Step a { } }", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*line 1, column 10*only When and Otherwise*")]
    [InlineData("Branch { When { 1 } { Step a { } } Otherwies { Step b { } } }", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*'Otherwies' stands where When or Otherwise is expected*")]
    [InlineData("Loop a { }", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*either -Until or -While*")]
    [InlineData("Step a { } -Attempts 0", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*tried at least once*")]
    [InlineData("Step a { } -Attempts 2 -Retry 1", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*give one*")]
    [InlineData("Step a { } -Attempts 2 -Jitter 2", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*from 0 to 1*")]
    [InlineData("Step a { } -Attempts 2 -Backoff 0.5", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*at least 1*")]
    [InlineData("Step a { } -TimeoutSec 0", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*49 days*")]
    [InlineData("Step a { } -Oops", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*line 1*Oops*")]
    [InlineData("Step a { }; Retry 3", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*before all else*")]
    [InlineData("Parallel { Step a { } }", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*line 1, column 1*Write InParallel*")]
    [InlineData("Workflow x { Step a { } }", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*Write SubWorkflow*")]
    [InlineData("Step a {", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*w.ps1, line 1*")]
    [InlineData("throw 'no'", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", "*no*")]
    public void WhatIsWrongWithADefinitionIsSaidWithItsPlace(string definition, string id, string message)
    {
        File.WriteAllText(PathOf("w.ps1"), definition);

        ErrorRecord error = FailsAndGoesOn("New-WorkflowRun w $id -DefinitionPath ./w.ps1", id, ErrorCategory.InvalidArgument);

        Assert.True(new WildcardPattern(message).IsMatch(error.Exception.Message), error.Exception.Message);
    }

    [Fact]
    public void AnArmAfterOtherwiseIsRefused() =>
        Fails("New-WorkflowRun w $id -Definition { Branch { Otherwise { Step a { } }; When { 1 } { Step b { } } } }", "InvalidDefinition,PSSnapshots.Commands.NewWorkflowRunCommand", ErrorCategory.InvalidArgument);

    [Fact]
    public void AFileThatIsNotThereIsSaidToBe() =>
        Fails("New-WorkflowRun w $id -DefinitionPath ./none.ps1", "FileNotFound,PSSnapshots.Commands.NewWorkflowRunCommand", ErrorCategory.ObjectNotFound);

    [Fact]
    public void TheWordsExistInDefinitionsOnly() =>
        Assert.Equal(["0"], Texts("$null = New-WorkflowRun w $id -Definition { Step a { } }; @(Get-Command Step, Branch, Loop, InParallel -ErrorAction Ignore).Count"));
}
