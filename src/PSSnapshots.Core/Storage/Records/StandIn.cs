using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// The text that stands in a record for a value that is kept apart: <c>{"sha256":"…"}</c> for an object, so that the
/// record has an object where the format wants one, and <c>"sha256:…"</c> for any other. A line after the record
/// (<c>,{"values":{"offset":"sha256", …}}</c>) tells where such texts stand, so that a value which only looks like
/// one stays what it is. Offsets are in bytes from the record's beginning.
/// </summary>
internal static class StandIn
{
    private const int HashLength = 64;

    /// <summary>How the line after a record begins.</summary>
    public static ReadOnlySpan<byte> LineStart => ",{\"values\":{"u8;

    /// <summary>Writes a record and the line after it, each with its line break.</summary>
    /// <param name="record">The record.</param>
    /// <param name="large">The values to keep apart, in the order in which they stand in the record.</param>
    /// <param name="keep">Keeps a value, and gives the SHA-256 of its text in lower-case hexadecimal.</param>
    /// <param name="output">Gets the lines.</param>
    public static void WriteRecord(JsonSlice record, List<JsonSlice> large, Func<JsonSlice, string> keep, Utf8Output output)
    {
        var hashes = large.ConvertAll(value => keep(value));
        var at = record.Offset;
        for (var i = 0; i < large.Count; i++)
        {
            output.Append(record.Buffer.AsSpan(at, large[i].Offset - at));
            output.Append(Encoding.ASCII.GetBytes(Text(large[i].First, hashes[i])));
            at = large[i].Offset + large[i].Length;
        }
        output.Append(record.Buffer.AsSpan(at, record.Offset + record.Length - at));
        output.Append((byte)'\n');

        var shift = record.Offset;
        var first = true;
        output.Append(LineStart);
        for (var i = 0; i < large.Count; i++)
        {
            output.Separator(ref first);
            output.Append("\""u8);
            output.Number(large[i].Offset - shift);
            output.Append("\":\""u8);
            output.Append(Encoding.ASCII.GetBytes(hashes[i]));
            output.Append("\""u8);
            shift += large[i].Length - Text(large[i].First, hashes[i]).Length;
        }
        output.Append("}}\n"u8);
    }

    /// <summary>Reads where the stand-ins of the record before are.</summary>
    /// <param name="line">The line after the record, without its line break.</param>
    /// <returns>Each offset with its SHA-256.</returns>
    /// <exception cref="InvalidDataException">It is no such line.</exception>
    public static IEnumerable<(int Offset, string Hash)> ReadLine(ReadOnlySpan<byte> line)
    {
        JsonValue all;
        try
        {
            all = JsonValue.FromUtf8(line[1..].ToArray()).GetMember("values")!;
        }
        catch (System.Text.Json.JsonException failure)
        {
            throw new InvalidDataException("A line that tells of large values is no JSON.", failure);
        }
        if (all.Kind != JsonKind.Object) throw Wrong();
        var found = new List<(int, string)>();
        foreach (var member in JsonScan.Members(all.Slice))
        {
            if (!int.TryParse(member.RawName.Span, out var offset)) throw Wrong();
            if (new JsonValue(member.Value).GetString() is not { Length: HashLength } hash || !hash.All(char.IsAsciiHexDigitLower)) throw Wrong();
            found.Add((offset, hash));
        }
        return found;
    }

    /// <summary>How long the text is that stands at a place.</summary>
    /// <param name="buffer">The record's buffer.</param>
    /// <param name="offset">The place.</param>
    /// <param name="hash">The SHA-256 that it must name.</param>
    /// <returns>Its length in bytes.</returns>
    /// <exception cref="InvalidDataException">There is no such text there.</exception>
    public static int LengthAt(ReadOnlySpan<byte> buffer, int offset, string hash)
    {
        if ((uint)offset < (uint)buffer.Length)
        {
            var text = Encoding.ASCII.GetBytes(Text(buffer[offset], hash));
            if (buffer[offset..].StartsWith(text)) return text.Length;
        }
        throw Wrong();
    }

    private static string Text(byte first, string hash) => first == (byte)'{' ? $"{{\"sha256\":\"{hash}\"}}" : $"\"sha256:{hash}\"";

    private static InvalidDataException Wrong() => new("A line that tells of large values does not fit the record after it.");
}
