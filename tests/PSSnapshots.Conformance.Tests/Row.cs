using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>The row of a snapshot.</summary>
internal sealed record Row(StoredSnapshot Stored, string? Parent, string Version, int Base, byte[] Json, RunHead Head)
{
    /// <summary>Whether the row is kept only because later rows are changes relative to it.</summary>
    public bool IsRemoved { get; set; }
}
