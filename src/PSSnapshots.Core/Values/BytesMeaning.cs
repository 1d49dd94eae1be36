using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>Bytes are the numbers that an array of them has, though they stand in base 64 where their type is kept.</summary>
internal static class BytesMeaning
{
    /// <summary>Whether a string that is noted as bytes has the numbers of an array.</summary>
    /// <param name="quoted">The string, quotes included.</param>
    /// <param name="notes">Its notes.</param>
    /// <param name="array">The array.</param>
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

    public static bool TryDecode(ReadOnlySpan<byte> quoted, out byte[] bytes)
    {
        var text = quoted[1..^1];
        bytes = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        if (Base64.DecodeFromUtf8(text, bytes, out _, out var written) != System.Buffers.OperationStatus.Done) return false;
        Array.Resize(ref bytes, written);
        return true;
    }
}
