using System.Management.Automation;

namespace PSSnapshots.Tests.Hosting;

/// <summary>All that came out of a script, stream by stream.</summary>
public sealed record InvokeResult
{
    public required IReadOnlyList<PSObject> Output { get; init; }

    /// <summary>The errors that did not end the script.</summary>
    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<InformationRecord> Information { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>What ended the script, unless it ended by itself.</summary>
    public required RuntimeException? TerminatingError { get; init; }
}
