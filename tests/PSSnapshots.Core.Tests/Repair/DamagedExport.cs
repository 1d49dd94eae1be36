using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using PSSnapshots.Repair;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Repair;

/// <summary>An export to damage, with methods that compare the repaired snapshot to it.</summary>
internal sealed class DamagedExport
{
    private static readonly string[] Collections = ["stepResults", "suspendedPaths", "events", "executionGraph", "logs", "executionContext"];

    // Their entries are not recognized by their content, so they are lost if more than one byte of the collection's name is damaged.
    private static readonly string[] Nameless = ["suspendedPaths", "executionGraph", "executionContext"];

    private readonly JsonObject _original;
    private readonly Dictionary<string, (int Start, int End)> _fields = [];
    private readonly Dictionary<string, int> _openers = [];
    private readonly Dictionary<string, List<(int Start, int End)>> _entries = [];

    public DamagedExport(string json)
    {
        Bytes = Encoding.UTF8.GetBytes(json);
        _original = JsonNode.Parse(json)!.AsObject();
        var reader = new Utf8JsonReader(Bytes);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (field, start) = (reader.GetString()!, (int)reader.TokenStartIndex);
            reader.Read();
            _openers[field] = (int)reader.TokenStartIndex;
            if (Collections.Contains(field)) _entries[field] = ReadEntries(ref reader);
            else reader.Skip();
            _fields[field] = (start, (int)reader.BytesConsumed);
        }
    }

    public byte[] Bytes { get; }

    /// <summary>Returns the range of a field, from its name to the end of its value.</summary>
    public (int Start, int End) FieldAt(string name) => _fields[name];

    /// <summary>Returns the ranges of the entries of a collection.</summary>
    public IReadOnlyList<(int Start, int End)> EntriesAt(string field) => _entries[field];

    /// <summary>Returns how many entries of each collection end within the first bytes.</summary>
    public IEnumerable<(string Field, int Count)> EndingBefore(int length) =>
        Collections.Select(field => (field, _entries[field].Count(entry => entry.End <= length)));

    public static SnapshotRepair? TryRepair(byte[] document)
    {
        try
        {
            return SnapshotRepairer.Repair(document);
        }
        catch (SnapshotRepairException)
        {
            return null;
        }
    }

    /// <summary>Returns what a repaired snapshot has that the original does not have, except at the damaged bytes.</summary>
    public List<string> Foreign(JsonObject kept, SnapshotRepair repair, int start, int end)
    {
        var foreign = new List<string>();
        foreach (var (name, value) in kept)
        {
            if (repair.Lost.Any(part => part.Path == "/" + name && part.Reason.Contains("The field is missing", StringComparison.Ordinal))) continue;
            if (!_original.TryGetPropertyValue(name, out var original))
            {
                // A damaged name is a different name.
                if (!_fields.Values.Any(field => IsTouched(field, start, end))) foreign.Add(name);
                continue;
            }
            if (Collections.Contains(name)) foreign.AddRange(ForeignEntries(name, original!, value!, start, end));
            else if (Text(original) != Text(value) && !IsTouched(Around(name), start, end)) foreign.Add(name);
        }
        return foreign;
    }

    /// <summary>Returns the entries of the original that a repaired snapshot does not have, except those at or next to the damaged bytes.</summary>
    public List<string> Lost(JsonObject json, int start, int end)
    {
        var lost = new List<string>();
        foreach (var field in Collections)
        {
            var kept = Entries(json[field]!).ToList();
            var index = -1;
            foreach (var (key, value) in Entries(_original[field]!))
            {
                index++;
                var found = kept.FindIndex(entry => entry.Key == key && Text(entry.Value) == Text(value));
                if (found >= 0)
                {
                    kept.RemoveAt(found);
                    continue;
                }
                var entries = _entries[field];
                var around = (index == 0 ? _openers[field] : entries[index - 1].End, index + 1 == entries.Count ? _fields[field].End : entries[index + 1].Start);
                if (!IsTouched(around, start, end) && !(end - start > 1 && Nameless.Contains(field) && IsTouched((_fields[field].Start - 1, _openers[field] + 1), start, end))) lost.Add($"{field}/{key ?? index.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
            }
        }
        return lost;
    }

    /// <summary>Returns the range of a field and the separators around it. A field with a damaged separator can be lost.</summary>
    private (int Start, int End) Around(string name)
    {
        var (start, end) = _fields[name];
        return (_fields.Values.Select(field => field.End).Where(other => other <= start).Append(0).Max(), _fields.Values.Select(field => field.Start).Where(other => other >= end).Append(Bytes.Length).Min());
    }

    private static bool IsTouched((int Start, int End) part, int start, int end) => part.Start < end && start < part.End;

    /// <summary>Returns a value as text, so that duplicate members are compared, too.</summary>
    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "null";

    /// <summary>Returns the repaired snapshot as JSON.</summary>
    public static JsonObject Json(SnapshotRepair repair) => JsonNode.Parse(new SnapshotManager().Export(repair.Snapshot))!.AsObject();

    private static IEnumerable<(string? Key, JsonNode? Value)> Entries(JsonNode collection) => collection is JsonObject map
        ? map.Select(entry => ((string?)entry.Key, entry.Value))
        : collection.AsArray().Select(entry => ((string?)null, entry));

    private static List<(int Start, int End)> ReadEntries(ref Utf8JsonReader reader)
    {
        var entries = new List<(int, int)>();
        while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
            reader.Skip();
            entries.Add((start, (int)reader.BytesConsumed));
        }
        return entries;
    }

    private IEnumerable<string> ForeignEntries(string field, JsonNode original, JsonNode kept, int start, int end)
    {
        var rest = Entries(original).ToList();
        var touched = _entries[field].Count(entry => IsTouched(entry, start, end));
        foreach (var (key, value) in Entries(kept))
        {
            var found = rest.FindIndex(entry => entry.Key == key && Text(entry.Value) == Text(value));
            if (found >= 0) rest.RemoveRange(0, found + 1);
            else if (touched-- <= 0) yield return $"{field}/{key}{value?.ToJsonString()}";
        }
    }
}
