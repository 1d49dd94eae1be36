using System.Collections;
using System.Management.Automation;
using System.Runtime.CompilerServices;
using PSSnapshots.Conversion;
using PSSnapshots.Serialization;
using PSSnapshots.Session;
using PSSnapshots.Storage;

namespace PSSnapshots.Binding;

/// <summary>Makes snapshots of what stands for one: a snapshot from another session, one in a store, or a run ID and a number.</summary>
internal static class SnapshotInput
{
    /// <summary>The name of the property that carries a snapshot's JSON between sessions; the types file adds it.</summary>
    private const string JsonProperty = "SnapshotJson";

    // Which store an object of Get-RunSnapshot -Store or Export-RunSnapshot -Store came from.
    private static readonly ConditionalWeakTable<StoredSnapshot, ISnapshotStore> Origins = [];

    // Snapshots that are only names. A cmdlet replaces them before it does anything with them.
    private static readonly ConditionalWeakTable<Snapshot, Snapshot> Names = [];

    public static void Remember(StoredSnapshot stored, ISnapshotStore store) => Origins.AddOrUpdate(stored, store);

    /// <summary>The store that a stored snapshot came from; nothing if that is not known.</summary>
    public static ISnapshotStore? StoreOf(StoredSnapshot stored) =>
        Origins.TryGetValue(stored, out var store) ? store : FolderOf(stored) is { } folder ? SnapshotSession.StoreAt(folder) : null;

    /// <summary>The folder that a stored snapshot's location is in; nothing if it has none.</summary>
    public static string? FolderOf(StoredSnapshot stored) => Path.GetDirectoryName(stored.Location) is { Length: > 0 } folder ? folder : null;

    /// <summary>Returns the snapshot of an object that came back from another session; nothing for other objects.</summary>
    /// <exception cref="SnapshotFormatException">The object's JSON is not a snapshot.</exception>
    public static Snapshot? FromOtherSession(object? value) =>
        DeserializedType.Of(value) == DeserializedType.Snapshot && ((PSObject)value!).Properties[JsonProperty]?.Value.Unwrap() is string json
            ? SnapshotReader.Read(json)
            : null;

    /// <summary>Returns what a store says of a snapshot, of an object that came back from another session; nothing for other objects.</summary>
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

    /// <summary>Returns the snapshot that an object stands for; nothing if it is none of these.</summary>
    /// <param name="value">The object.</param>
    /// <param name="byName">Whether an object with RunId and Sequence becomes a name, for which the cmdlet looks in its manager.</param>
    /// <exception cref="ArgumentTransformationMetadataException">The snapshot cannot be read or is not kept.</exception>
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
        // An object with the fields of a run may have a number of its own.
        return MemberOf(value, "WorkflowId") is not null ? null : throw new ArgumentTransformationMetadataException(MessageText.Of(nameof(Messages.SnapshotNotFound), $"#{sequence} of run '{runId}'"));
    }

    /// <summary>Returns whether a snapshot is only the name of one: its run ID and its number.</summary>
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
