using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using PSSnapshots.Conversion;
using PSSnapshots.Serialization;
using PSSnapshots.Session;
using PSSnapshots.Storage;

namespace PSSnapshots.Binding;

/// <summary>
/// Converts arguments to snapshots: a snapshot from another session, a snapshot in a store, or a run ID and
/// sequence number.
/// </summary>
internal static class SnapshotInput
{
    /// <summary>
    /// The name of the property that holds a snapshot's JSON when it is serialized between sessions. The types file
    /// defines it.
    /// </summary>
    private const string JsonProperty = "SnapshotJson";

    // The store of each object that Get-RunSnapshot -Store or Export-RunSnapshot -Store emitted.
    private static readonly ConditionalWeakTable<StoredSnapshot, ISnapshotStore> Origins = [];

    // References by run ID and sequence number. A cmdlet resolves them before it uses them.
    private static readonly ConditionalWeakTable<Snapshot, Snapshot> Names = [];

    public static void Remember(StoredSnapshot stored, ISnapshotStore store) => Origins.AddOrUpdate(stored, store);

    /// <summary>Returns the store that a stored snapshot came from, or <see langword="null"/> if it is unknown.</summary>
    public static ISnapshotStore? StoreOf(StoredSnapshot stored) =>
        Origins.TryGetValue(stored, out var store) ? store : FolderOf(stored) is { } folder ? SnapshotSession.StoreAt(folder) : null;

    /// <summary>Returns the folder of a stored snapshot's location, or <see langword="null"/> if it has none.</summary>
    public static string? FolderOf(StoredSnapshot stored) => Path.GetDirectoryName(stored.Location) is { Length: > 0 } folder ? folder : null;

    /// <summary>
    /// Returns the snapshot of an object that was deserialized from another session, or <see langword="null"/> for
    /// other objects.
    /// </summary>
    /// <exception cref="SnapshotFormatException">The object's JSON is not a snapshot.</exception>
    public static Snapshot? FromOtherSession(object? value) =>
        DeserializedType.Of(value) == DeserializedType.Snapshot && ((PSObject)value!).Properties[JsonProperty]?.Value.Unwrap() is string json
            ? SnapshotReader.Read(json)
            : null;

    /// <summary>
    /// Returns the stored snapshot of an object that was deserialized from another session, or <see
    /// langword="null"/> for other objects.
    /// </summary>
    public static StoredSnapshot? StoredFromOtherSession(object? value)
    {
        if (DeserializedType.Of(value) != DeserializedType.StoredSnapshot) return null;
        var properties = ((PSObject)value!).Properties;
        if (!LanguagePrimitives.TryConvertTo<int>(Of("Sequence"), out var sequence) || !LanguagePrimitives.TryConvertTo<DateTimeOffset>(Of("Timestamp"), out var time)
            || !EnumName.TryParse<RunStatus>($"{Of("Status")}", out var status))
        {
            return null;
        }
        _ = LanguagePrimitives.TryConvertTo<long>(Of("Size"), out var size);
        _ = LanguagePrimitives.TryConvertTo<long>(Of("Epoch"), out var epoch);
        return new StoredSnapshot($"{Of("RunId")}", $"{Of("WorkflowId")}", sequence, time, status, Of("Label") as string, $"{Of("SnapshotId")}", size)
        {
            Epoch = epoch,
            Location = Of("Location") as string,
        };

        object? Of(string name) => properties[name]?.Value.Unwrap();
    }

    /// <summary>Returns the snapshot that an object represents or refers to, or <see langword="null"/> if it does neither.</summary>
    /// <param name="value">The object.</param>
    /// <param name="byName">Whether an object with RunId and Sequence becomes a reference that the cmdlet resolves in its manager.</param>
    /// <exception cref="ArgumentTransformationMetadataException">The snapshot cannot be read, or the manager does not have it.</exception>
    public static Snapshot? Find(object? value, bool byName = false)
    {
        try
        {
            if (FromOtherSession(value) is { } snapshot) return snapshot;
            if ((value.Unwrap() as StoredSnapshot ?? StoredFromOtherSession(value)) is { } stored)
            {
                var store = StoreOf(stored) ?? throw new ArgumentTransformationMetadataException(MessageText.Of(nameof(Messages.StoreUnknown), stored));
                return store.Read(stored);
            }
        }
        catch (Exception failure) when (failure is SnapshotStoreException or SnapshotFormatException)
        {
            throw new ArgumentTransformationMetadataException(failure.Message, failure);
        }
        if (!TryReadName(value, out var runId, out var sequence)) return null;
        if (byName) return NameOf(runId, sequence);
        if (SnapshotSession.Manager.Get(runId, sequence) is { } kept) return kept;
        // An object with the fields of a run can have a Sequence property of its own.
        return MemberOf(value, "WorkflowId") is not null ? null : throw new ArgumentTransformationMetadataException(MessageText.Of(nameof(Messages.SnapshotNotFound), $"#{sequence} of run '{runId}'"));
    }

    /// <summary>Returns whether a snapshot is only a reference: its run ID and sequence number.</summary>
    public static bool IsName(Snapshot snapshot) => Names.TryGetValue(snapshot, out _);

    private static Snapshot NameOf(string runId, int sequence)
    {
        var name = new Snapshot(RunState.Create("", runId), default, sequence, null, null);
        Names.Add(name, name);
        return name;
    }

    private static bool TryReadName(object? value, out string runId, out int sequence)
    {
        (runId, sequence) = ("", 0);
        if (!ValueShape.HasMembers(value) || MemberOf(value, "RunId") is not { } id) return false;
        if (MemberOf(value, "Sequence") is not { } number || !LanguagePrimitives.TryConvertTo(number, out sequence) || sequence < 1) return false;
        runId = IdentifierText.Of(id);
        return true;
    }

    private static object? MemberOf(object? value, string name) => value.Unwrap() is IDictionary map
        ? map.Keys.OfType<string>().FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } key ? map[key] : null
        : PSObject.AsPSObject(value).Properties[name]?.Value;
}
