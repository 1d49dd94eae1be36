using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>The module's types as objects have them that came back from a job, a remote session or a file.</summary>
internal static class DeserializedType
{
    public const string Snapshot = "PSSnapshots.Snapshot";
    public const string StoredSnapshot = "PSSnapshots.Storage.StoredSnapshot";
    public const string Run = "PSSnapshots.WorkflowRun";
    public const string Store = "PSSnapshots.RunStore";
    public const string State = "PSSnapshots.RunState";

    private const string Prefix = "Deserialized.";

    /// <summary>Returns the name of the type that an object had before it was serialized; nothing for live objects.</summary>
    public static string? Of(object? value) =>
        // Select-Object -First puts a name of its own before it.
        value is PSObject wrapper && wrapper.TypeNames.FirstOrDefault(name => name.StartsWith(Prefix, StringComparison.Ordinal)) is { } found
            ? found[Prefix.Length..]
            : null;
}
