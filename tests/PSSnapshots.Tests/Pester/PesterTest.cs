using System.Text.Json;

namespace PSSnapshots.Tests.Pester;

/// <summary>The result that Pester reports for a test, or for a block or file that failed.</summary>
/// <param name="Name">The names of the blocks and of the test.</param>
/// <param name="File">The file that contains the test.</param>
/// <param name="Line">The line at which the test begins.</param>
/// <param name="Result">The result in Pester's terms: Passed, Failed, Skipped, Inconclusive or NotRun.</param>
/// <param name="Failures">The errors. Empty unless the test failed.</param>
public sealed record PesterTest(string Name, string File, int Line, string Result, IReadOnlyList<PesterFailure> Failures)
{
    /// <summary>Parses a result that Invoke-PesterSuite.ps1 writes.</summary>
    public static PesterTest Parse(string json) =>
        JsonSerializer.Deserialize<PesterTest>(json) ?? throw new JsonException($"'{json}' is not a test result.");

    /// <summary>Gives the current xunit test the same result: passed, failed or skipped.</summary>
    public void Report()
    {
        Assert.SkipWhen(Result is "Skipped" or "Inconclusive", Failures.Count > 0 ? Failures[0].Message : $"Pester: {Result}");
        if (Result != "Passed") throw new PesterFailedException(this);
    }
}

/// <summary>An error of a Pester test.</summary>
/// <param name="Message">Pester's message.</param>
/// <param name="StackTrace">The file and line at which the error was thrown.</param>
public sealed record PesterFailure(string Message, string StackTrace);
