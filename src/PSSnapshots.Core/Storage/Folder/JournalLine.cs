using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// A line of a journal: a JSON object that begins with its own hash, the SHA-256 of all that follows it in the line, and
/// with the hash of the line before.
/// </summary>
internal static class JournalLine
{
    /// <summary>Where the fields after the two hashes begin.</summary>
    public const int BodyStart = HashEnd + 10 + HashLength + 2;

    /// <summary>The hash before the first line.</summary>
    public static readonly string NoHash = new('0', HashLength);

    private const int HashLength = 64;
    private const int HashEnd = 9 + HashLength;
    private const int HashedStart = HashEnd + 2;

    private static ReadOnlySpan<byte> HashName => "{\"hash\":\""u8;

    private static ReadOnlySpan<byte> PreviousName => "\",\"prev\":\""u8;

    /// <summary>Makes a line of its body.</summary>
    /// <param name="body">The fields after the two hashes, with the closing brace.</param>
    /// <param name="previous">The hash of the line before.</param>
    /// <returns>The line with its line feed.</returns>
    public static byte[] Seal(ReadOnlySpan<byte> body, string previous)
    {
        var line = GC.AllocateUninitializedArray<byte>(BodyStart + body.Length + 1);
        HashName.CopyTo(line);
        PreviousName.CopyTo(line.AsSpan(HashEnd));
        Encoding.ASCII.GetBytes(previous, line.AsSpan(HashEnd + PreviousName.Length));
        "\","u8.CopyTo(line.AsSpan(BodyStart - 2));
        body.CopyTo(line.AsSpan(BodyStart));
        line[^1] = (byte)'\n';
        Encoding.ASCII.GetBytes(HashText.Of(line.AsSpan(HashedStart, line.Length - HashedStart - 1)), line.AsSpan(HashName.Length));
        return line;
    }

    /// <summary>Returns whether a line, without its line feed, is what was written.</summary>
    public static bool IsSound(ReadOnlySpan<byte> line)
    {
        if (line.Length <= BodyStart || !line.StartsWith(HashName) || !line[HashEnd..].StartsWith(PreviousName) || line[^1] != (byte)'}') return false;
        return HashText.IsOf(line.Slice(HashName.Length, HashLength), line[HashedStart..]);
    }

    /// <summary>The hash of a sound line.</summary>
    public static string HashOf(ReadOnlySpan<byte> line) => Encoding.ASCII.GetString(line.Slice(HashName.Length, HashLength));

    /// <summary>The hash of the line before a sound line.</summary>
    public static string PreviousOf(ReadOnlySpan<byte> line) => Encoding.ASCII.GetString(line.Slice(HashEnd + PreviousName.Length, HashLength));

    /// <summary>Reads the numbers with which the record of a snapshot begins.</summary>
    /// <returns>False for a line that is not the record of a snapshot.</returns>
    public static bool TryReadNumbers(ReadOnlySpan<byte> line, out int number, out int baseNumber, out long start, out int size)
    {
        (number, baseNumber, start, size) = (0, 0, 0, 0);
        if (line.Length <= BodyStart) return false;
        var at = BodyStart;
        return Take(line, ref at, "\"n\":"u8, int.MaxValue, out var n) && (number = (int)n) > 0
            && Take(line, ref at, ",\"base\":"u8, number - 1, out var b) && (baseNumber = (int)b) >= 0
            && Take(line, ref at, ",\"start\":"u8, long.MaxValue, out start)
            && Take(line, ref at, ",\"size\":"u8, line.Length - at, out var s) && (size = (int)s) > 0
            && size + 1 < line.Length - at;
    }

    /// <summary>Reads a whole line as JSON.</summary>
    /// <exception cref="InvalidDataException">It is not a JSON object.</exception>
    public static RecordFields Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            var value = JsonValue.FromUtf8(line.ToArray(), Serialization.JsonTokens.MaxDocumentDepth);
            return value.Kind == JsonKind.Object ? new RecordFields(value.Slice, 16) : throw new InvalidDataException("The record is not a JSON object.");
        }
        catch (JsonException failure)
        {
            throw new InvalidDataException("The record is not JSON.", failure);
        }
    }

    private static bool Take(ReadOnlySpan<byte> line, ref int at, ReadOnlySpan<byte> name, long most, out long value)
    {
        value = 0;
        if (!line[at..].StartsWith(name) || !Utf8Parser.TryParse(line[(at + name.Length)..], out value, out var used) || value < 0 || value > most) return false;
        at += name.Length + used;
        return true;
    }
}
