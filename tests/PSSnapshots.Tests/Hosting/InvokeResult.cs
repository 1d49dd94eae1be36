using System.Management.Automation;

namespace PSSnapshots.Tests.Hosting;

/// <summary>The output of a script in each stream.</summary>
public sealed record InvokeResult
{
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>The non-terminating errors.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<InformationRecord> Information { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>The terminating error, or null if the script ran to its end.</summary>
    public required RuntimeException? TerminatingError { get; init; }
}
