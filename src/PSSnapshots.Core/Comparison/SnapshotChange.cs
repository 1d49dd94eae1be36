namespace PSSnapshots;

/// <summary>One difference between two states.</summary>
public sealed record SnapshotChange
{
    internal SnapshotChange(string path, ChangeKind kind, string? stepId, JsonValue? from, JsonValue? to)
        : this(path, path, kind, stepId, from, to)
    {
    }

    internal SnapshotChange(string fromPath, string toPath, ChangeKind kind, string? stepId, JsonValue? from, JsonValue? to)
    {
        FromPath = fromPath;
        ToPath = toPath;
        Kind = kind;
        StepId = stepId;
        FromJson = from;
        ToJson = to;
    }

    /// <summary>What happened.</summary>
    public ChangeKind Kind { get; }

    /// <summary>The step it belongs to, where it belongs to one.</summary>
    public string? StepId { get; }

    /// <summary>Where, as a JSON Pointer (RFC 6901): for what was removed, in the first state; else in the second.</summary>
    public string Path => Kind == ChangeKind.Removed ? FromPath : ToPath;

    /// <summary>The value before; nothing for what was added.</summary>
    public object? From => FromJson?.ToObject();

    /// <summary>The value after; nothing for what was removed.</summary>
    public object? To => ToJson?.ToObject();

    /// <summary>The number of the first snapshot, where a history was compared.</summary>
    public int? FromSequence { get; init; }

    /// <summary>The number of the second snapshot, where a history was compared.</summary>
    public int? ToSequence { get; init; }

    /// <summary>Where in the first state; for what was added, all but the last name or index are that.</summary>
    internal string FromPath { get; }

    /// <summary>Where in the second state; for what was removed, all but the last name or index are that.</summary>
    internal string ToPath { get; }

    internal JsonValue? FromJson { get; }

    internal JsonValue? ToJson { get; }

    /// <summary>The value before as compact JSON.</summary>
    /// <returns>The text; empty for what was added.</returns>
    public string FormatFrom() => $"{FromJson}";

    /// <summary>The value after as compact JSON.</summary>
    /// <returns>The text; empty for what was removed.</returns>
    public string FormatTo() => $"{ToJson}";

    /// <summary>The change for a person.</summary>
    /// <returns>Such as <c>Changed /status: "RUNNING" -> "COMPLETED"</c>.</returns>
    public override string ToString() => Kind switch
    {
        ChangeKind.Added => $"Added {Path}: {ToJson}",
        ChangeKind.Removed => $"Removed {Path}: {FromJson}",
        ChangeKind.Equal => $"Equal {Path}: {ToJson}",
        _ => $"Changed {Path}: {FromJson} -> {ToJson}",
    };
}
