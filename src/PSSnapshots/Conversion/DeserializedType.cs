using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Identifies objects of the module's types that were deserialized from a job, a remote session or a file.</summary>
internal static class DeserializedType
{
    public const string Snapshot = "PSSnapshots.Snapshot";
    public const string StoredSnapshot = "PSSnapshots.Storage.StoredSnapshot";
    public const string Run = "PSSnapshots.WorkflowRun";
    public const string Store = "PSSnapshots.RunStore";
    public const string State = "PSSnapshots.RunState";

    private const string Prefix = "Deserialized.";

    /// <summary>Returns the original type name of a deserialized object, or <see langword="null"/> for live objects.</summary>
    public static string? Of(object? value) =>
        // Select-Object -First inserts a type name of its own.
        value is PSObject wrapper && wrapper.TypeNames.FirstOrDefault(name => name.StartsWith(Prefix, StringComparison.Ordinal)) is { } found
            ? found[Prefix.Length..]
            : null;
}
