using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>Compares a base64 string that is noted as <see cref="TypeNote.Bytes"/> with a JSON array of the same numbers.</summary>
internal static class ByteArrayEquality
{
    /// <summary>Returns true if a string that is noted as bytes encodes the numbers of an array.</summary>
    /// <param name="quoted">The string, including its quotes.</param>
    /// <param name="notes">The notes of the string.</param>
    /// <param name="array">The array, as compact JSON.</param>
    public static bool AreEqual(ReadOnlySpan<byte> quoted, TypeNotes? notes, ReadOnlySpan<byte> array)
    {
        if (notes?.Root != TypeNote.Bytes || quoted[0] != '"' || !TryDecode(quoted, out var bytes)) return false;
        var at = 1;
        foreach (var value in bytes)
        {
            if (array[at] == ',') at++;
            if (JsonEquality.KindOf(array[at]) != JsonKind.Number || array[at] == ']') return false;
            var end = JsonScan.EndOfValue(array, at);
            if (!JsonNumber.AreEqual(array[at..end], Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)))) return false;
            at = end;
        }
        return at == array.Length - 1;
    }

    /// <summary>Decodes a base64 string.</summary>
    /// <param name="quoted">The string, including its quotes.</param>
    /// <param name="bytes">The decoded bytes.</param>
    public static bool TryDecode(ReadOnlySpan<byte> quoted, out byte[] bytes) =>
        ScalarText.TryDecodeBytes(JsonText.Unescape(quoted[1..^1]), out bytes);
}
