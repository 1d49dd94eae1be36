using Xunit.Sdk;

namespace PSSnapshots.Tests.Pester;

/// <summary>The exception that is thrown when a Pester test fails, with the message and the stack trace of Pester.</summary>
public sealed class PesterFailedException(PesterTest test) : XunitException(MessageOf(test))
{
    /// <inheritdoc/>
    public override string StackTrace { get; } = string.Join(
        Environment.NewLine, test.Failures.Select(failure => failure.StackTrace).Append($"at {test.Name} in {test.File}:line {test.Line}"));

    private static string MessageOf(PesterTest test) => test.Failures.Count == 0
        ? $"The test is {test.Result} ({test.File}:{test.Line})."
        : $"{string.Join(Environment.NewLine, test.Failures.Select(failure => failure.Message))} ({test.File}:{test.Line})";
}
