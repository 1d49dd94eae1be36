namespace PSSnapshots.Storage;

/// <summary>How a <see cref="DirectorySnapshotStore"/> works.</summary>
public sealed record DirectoryStoreOptions
{
    /// <summary>The clocks that stamp attempts and messages, and that leases go by; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether the folder may be on a file system whose locks and flushes are not reliable: a network or bridged one. Use
    /// it from one machine only.
    /// </summary>
    public bool AllowUnsafeFileSystem { get; init; }

    internal StoreFiles Files { get; init; } = new();

    internal FileSystemKind? FileSystemKind { get; init; }
}
