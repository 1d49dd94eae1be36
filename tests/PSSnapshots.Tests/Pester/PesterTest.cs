using System.Text.Json;

namespace PSSnapshots.Tests.Pester;

/// <summary>What Pester reports of one test, or of a block or file that failed.</summary>
/// <param name="Name">The names of its blocks and its own.</param>
/// <param name="File">The file that it is in.</param>
/// <param name="Line">The line where it begins.</param>
/// <param name="Result">Pester's word for how it ended: Passed, Failed, Skipped, Inconclusive or NotRun.</param>
/// <param name="Failures">The errors; empty unless it failed.</param>
public sealed record PesterTest(string Name, string File, int Line, string Result, IReadOnlyList<PesterFailure> Failures)
{
    /// <summary>Reads a result as the suite's script writes it.</summary>
    public static PesterTest Parse(string json) =>
        JsonSerializer.Deserialize<PesterTest>(json) ?? throw new JsonException($"'{json}' is not a test result.");

    /// <summary>Passes, fails or skips the current xunit test as this one did.</summary>
    public void Report()
    {
        Assert.SkipWhen(Result is "Skipped" or "Inconclusive", Failures.Count > 0 ? Failures[0].Message : $"Pester: {Result}");
        if (Result != "Passed") throw new PesterFailedException(this);
    }
}

/// <summary>An error of a Pester test.</summary>
/// <param name="Message">Pester's message.</param>
/// <param name="StackTrace">Where it was thrown: file and line.</param>
public sealed record PesterFailure(string Message, string StackTrace);
