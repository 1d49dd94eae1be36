using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>The row of a run.</summary>
/// <param name="runId">The run ID.</param>
internal sealed class RunRow(string runId)
{
    public string RunId { get; } = runId;

    public SortedDictionary<int, Row> Rows { get; } = [];

    public List<StepAttempt> Attempts { get; } = [];

    public List<RunMessage> Inbox { get; } = [];

    public int LastNumber { get; set; }

    public long Epoch { get; set; }

    public RunOwner? Owner { get; set; }

    public DateTimeOffset Expires { get; set; }

    public long Handled { get; set; }
}
