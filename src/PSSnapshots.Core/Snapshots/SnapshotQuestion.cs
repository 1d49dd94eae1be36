using System.Text.Json;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>A question to a history: whether a snapshot has something at a place, or has a certain value there.</summary>
public sealed class SnapshotQuestion
{
    private readonly string[] _tokens;

    /// <summary>Asks for a place.</summary>
    /// <param name="path">A JSON Pointer (RFC 6901) into the exported snapshot, such as <c>/stepResults/deploy/status</c>.</param>
    /// <param name="value">The value; <see langword="null"/> for any.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is no JSON Pointer.</exception>
    public SnapshotQuestion(string path, JsonValue? value = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!JsonPointer.TryParse(path, out _tokens)) throw new ArgumentException($"'{path}' is no JSON Pointer.", nameof(path));
        Path = path;
        Value = value;
    }

    /// <summary>The place, as a JSON Pointer.</summary>
    public string Path { get; }

    /// <summary>The value; nothing where any will do.</summary>
    public JsonValue? Value { get; }

    /// <summary>Whether a snapshot has it.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>
    /// True where the place is there and, where a value is asked for, has that: by meaning, so that 1 is 1.0, a number
    /// may be asked for by its text, and a status by its name or as the format spells it.
    /// </returns>
    public bool IsMetBy(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return StateDocument.Find(snapshot.State, _tokens) is { } found && (Value is null || Means(found, Value));
    }

    /// <summary>Whether a snapshot has anything at the place, whatever the value.</summary>
    /// <param name="snapshot">The snapshot.</param>
    /// <returns>True where the place is there.</returns>
    public bool HasPlace(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return StateDocument.Find(snapshot.State, _tokens) is not null;
    }

    /// <summary>The first snapshot of each run that has it, in the order in which the runs come.</summary>
    /// <param name="snapshots">Snapshots of one run or several, in any order.</param>
    /// <returns>At most one snapshot for each run: of those that have it the one with the lowest number, or, where two have none or the same, the older.</returns>
    public IReadOnlyList<Snapshot> FirstOfEachRun(IEnumerable<Snapshot> snapshots)
    {
        ArgumentNullException.ThrowIfNull(snapshots);
        // A value may come, go and come again: only a look at each snapshot tells which was the first.
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
            ? IsSpelledByTheFormat() && string.Equals(name, text, StringComparison.OrdinalIgnoreCase)
            : IsSameScalar(text, found);
    }

    /// <summary>Whether text is what a number or a truth value is written as.</summary>
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

    /// <summary>Whether the place holds an enum, whose name here differs from the format's spelling in case only.</summary>
    private bool IsSpelledByTheFormat() => _tokens is
        ["status"]
        or ["stepResults", _, "status"]
        or ["logs", _, "status" or "stepStatus" or "type"]
        or ["events", _, "type"];
}
