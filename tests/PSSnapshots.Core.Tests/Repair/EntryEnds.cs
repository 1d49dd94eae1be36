using System.Text.Json;

namespace PSSnapshots.Core.Tests.Repair;

/// <summary>Where the entries of an export's collections begin and end.</summary>
internal sealed class EntryEnds
{
    private readonly Dictionary<string, List<(int Start, int End)>> _entries = [];

    public static EntryEnds Of(byte[] export)
    {
        var found = new EntryEnds();
        var reader = new Utf8JsonReader(export);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = reader.GetString()!;
            reader.Read();
            var entries = found._entries[field] = [];
            if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) continue;
            while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                var start = (int)reader.TokenStartIndex;
                if (reader.TokenType == JsonTokenType.PropertyName) reader.Read();
                reader.Skip();
                entries.Add((start, (int)reader.BytesConsumed));
            }
        }
        return found;
    }

    /// <summary>How many entries of a field end within the first bytes.</summary>
    public int Count(string field, int length) => _entries[field].Count(entry => entry.End <= length);

    /// <summary>The indexes of the entries of a field that have nothing in a range of bytes.</summary>
    public IEnumerable<int> Outside(string field, int start, int end) =>
        _entries[field].Select((entry, index) => (entry, index)).Where(pair => pair.entry.End < start || pair.entry.Start > end).Select(pair => pair.index);
}
