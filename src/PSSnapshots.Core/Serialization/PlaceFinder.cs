using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Finds the positions of values by JSON Pointer, which is the inverse of <see cref="Locator"/>.</summary>
internal static class PlaceFinder
{
    /// <summary>Finds the positions of several values in one pass.</summary>
    /// <param name="json">The text, which must be valid JSON.</param>
    /// <param name="paths">The JSON Pointers of the values. None can be empty.</param>
    /// <returns>The position of the first byte of each value that exists. For a repeated name, it is that of the first value, which the reader uses.</returns>
    public static Dictionary<string, int> Find(ReadOnlySpan<byte> json, IEnumerable<string> paths)
    {
        var wanted = paths.ToHashSet(StringComparer.Ordinal);
        var containers = wanted.SelectMany(Containers).ToHashSet(StringComparer.Ordinal);
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth });
        reader.Read();
        Walk(ref reader, "", wanted, containers, found);
        return found;
    }

    private static IEnumerable<string> Containers(string path)
    {
        for (var end = path.LastIndexOf('/'); end >= 0; end = end == 0 ? -1 : path.LastIndexOf('/', end - 1)) yield return path[..end];
    }

    private static void Walk(ref Utf8JsonReader reader, string path, HashSet<string> wanted, HashSet<string> containers, Dictionary<string, int> found)
    {
        if (wanted.Contains(path)) found.TryAdd(path, (int)reader.TokenStartIndex);
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) return;
        if (!containers.Contains(path))
        {
            reader.Skip();
            return;
        }
        for (var index = 0; reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray); index++)
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                Walk(ref reader, JsonPointer.Append(path, index), wanted, containers, found);
                continue;
            }
            var name = JsonText.Unescape(reader.ValueSpan);
            reader.Read();
            Walk(ref reader, JsonPointer.Append(path, name), wanted, containers, found);
        }
    }
}
