using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>A snapshot.</summary>
internal sealed record Row(StoredSnapshot Stored, string? Parent, string Version, int Base, byte[] Json, RunHead Head)
{
    /// <summary>Whether it is kept only because others are changes to it.</summary>
    public bool IsRemoved { get; set; }
}
