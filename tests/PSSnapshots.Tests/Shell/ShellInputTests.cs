using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Shell;

/// <summary>What the shell does with standard input.</summary>
public sealed class ShellInputTests : ShellTest
{
    [Fact]
    public async Task CommandsComeThroughStandardInput()
    {
        ShellResult result = await RunWithInputAsync([], """
            $kept = 1
            if ($true) {
                "in a block: $kept"

                1..2 |
                    ForEach-Object { $_ * 10 }
            }
            @"
            a text

            with an empty line
            "@
            throw 'an error'
            'still here'
            """);

        Assert.Equal(["in a block: 1", "10", "20", "a text", "", "with an empty line", "still here"], result.Lines);
        Assert.Equal("Exception: an error", result.Error.TrimEnd());
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("exit 3\n'not here'\n", 3)]
    [InlineData("throw 'the last'", 1)]
    [InlineData("if ($true) {\n'never closed'", 1)]
    [InlineData("", 0)]
    public async Task StandardInputDecidesTheExitCode(string input, int expected)
    {
        ShellResult result = await RunWithInputAsync([], input);

        Assert.Equal((expected, ""), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task QuestionsAreAnsweredThroughStandardInput()
    {
        const string Script = """
            function Test-Question {
                [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
                param([Parameter(Mandatory)][int]$Number, [Parameter(Mandatory)][string[]]$Name, [Parameter(ValueFromPipeline)]$Item)
                process { if ($PSCmdlet.ShouldProcess("item $Item")) { "did $Item with $Number of $Name" } }
            }
            'a', 'b', 'c', 'd' | Test-Question
            """;

        ShellResult result = await RunWithInputAsync(["-Command", Script], "7\nthis\nthat\n\ny\nNo\n?\na\n");

        Assert.Equal(
            ["did a with 7 of this that", "did c with 7 of this that", "did d with 7 of this that"],
            result.Lines.Where(line => line.StartsWith("did ", StringComparison.Ordinal)));
        Assert.Equal("", result.Error);
    }

    [Fact]
    public async Task AQuestionThatNobodyAnswersIsAnError()
    {
        ShellResult result = await RunAsync("-Command", """
            function Test-Question {
                [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param()
                if ($PSCmdlet.ShouldProcess('it')) { 'did it' }
            }
            Test-Question
            """);

        Assert.DoesNotContain("did it", result.Output, StringComparison.Ordinal);
        Assert.Contains("-Confirm:$false", result.Error, StringComparison.Ordinal);
    }
}
