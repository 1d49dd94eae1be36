using System.Text.Json;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>Searches snapshots for a path, or for a value at a path.</summary>
public sealed class SnapshotQuestion
{
    private readonly string[] _tokens;

    /// <summary>Initializes a search.</summary>
    /// <param name="path">A JSON Pointer (RFC 6901) into the exported snapshot, for example <c>/stepResults/deploy/status</c>.</param>
    /// <param name="value">The value to search for; <see langword="null"/> for any value.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is not a JSON Pointer.</exception>
    public SnapshotQuestion(string path, JsonValue? value = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!JsonPointer.TryParse(path, out _tokens)) throw new ArgumentException($"'{path}' is not a JSON Pointer.", nameof(path));
        Path = path;
        Value = value;
    }

    /// <summary>Gets the path, as a JSON Pointer.</summary>
    public string Path { get; }

    /// <summary>Gets the value to search for, or <see langword="null"/> for any value.</summary>
    public JsonValue? Value { get; }

    /// <summary>Returns whether a snapshot has the path and, if a value is specified, has that value there.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns><see langword="true"/> if the snapshot matches; otherwise, <see langword="false"/>.</returns>
    /// <remarks>
    /// Values are compared by meaning: 1 equals 1.0, a number or a Boolean equals its text, and the name of an enum
    /// value is not case-sensitive.
    /// </remarks>
    public bool IsMetBy(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return StateDocument.Find(snapshot.State, _tokens) is { } found && (Value is null || Means(found, Value));
    }

    /// <summary>Returns whether a snapshot has the path, with any value.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns><see langword="true"/> if the path exists; otherwise, <see langword="false"/>.</returns>
    public bool HasPlace(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return StateDocument.Find(snapshot.State, _tokens) is not null;
    }

    /// <summary>Returns the first snapshot of each run that matches.</summary>
    /// <param name="snapshots">The snapshots of any number of runs, in any order.</param>
    /// <returns>
    /// For each run, the matching snapshot with the lowest sequence number. If several have the same number, it is the
    /// oldest of them. The runs are in the order in which they first occur.
    /// </returns>
    public IReadOnlyList<Snapshot> FirstOfEachRun(IEnumerable<Snapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        // A value can appear, disappear and appear again, so a binary search would not find the first snapshot.
        return
        [
            .. snapshots.GroupBy(snapshot => snapshot.RunId, StringComparer.Ordinal)
                .Select(run => run.OrderBy(snapshot => snapshot.Sequence).ThenBy(snapshot => snapshot.Timestamp).FirstOrDefault(IsMetBy))
                .OfType<Snapshot>(),
        ];
    }

    private bool Means(JsonValue found, JsonValue wanted)
    {
        if (JsonEquality.AreEqual(found.Slice, wanted.Slice)) return true;
        if (wanted.GetString() is not { } text) return found.GetString() is { } foundText && IsSameScalar(foundText, wanted);
        return found.GetString() is { } name
            ? IsEnumPath() && string.Equals(name, text, StringComparison.OrdinalIgnoreCase)
            : IsSameScalar(text, found);
    }

    /// <summary>Returns true if text is the JSON of a number or a Boolean.</summary>
    private static bool IsSameScalar(string text, JsonValue scalar)
    {
        if (scalar.Kind == JsonKind.Boolean) return string.Equals(text, scalar.ToString(), StringComparison.OrdinalIgnoreCase);
        if (scalar.Kind != JsonKind.Number) return false;
        try
        {
            return JsonEquality.AreEqual(JsonValue.FromJson(text).Slice, scalar.Slice);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Returns true if the path is that of an enum value, whose name differs from the spelling in the format only in case.</summary>
    private bool IsEnumPath() => _tokens is
        ["status"]
        or ["stepResults", _, "status"]
        or ["logs", _, "status" or "stepStatus" or "type"]
        or ["events", _, "type"];
}
