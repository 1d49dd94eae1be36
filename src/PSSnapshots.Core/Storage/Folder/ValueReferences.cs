using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// The texts in a record that refer to values which are kept apart: <c>{"sha256":"…"}</c> for an object, so that the
/// record has an object where the format wants one, and <c>"sha256:…"</c> for any other. The record's header says where
/// they are, so that a value which only looks like one stays what it is.
/// </summary>
/// <param name="values">What keeps the values.</param>
/// <param name="buffer">The buffer that the records are in.</param>
internal sealed class ValueReferences(ValueFolder values, byte[] buffer)
{
    private readonly List<(int Offset, string Hash)> _places = [];
    private readonly Dictionary<string, byte[]> _read = new(StringComparer.Ordinal);

    public int Count => _places.Count;

    /// <summary>Replaces large values by references.</summary>
    /// <param name="payload">The state or the changes.</param>
    /// <param name="large">The values, in the order in which they are in it.</param>
    /// <param name="keep">Keeps a value, and returns the SHA-256 of its text in lower-case hexadecimal.</param>
    /// <param name="output">Receives the text with the references.</param>
    /// <returns>The places of the references in the text.</returns>
    public static IReadOnlyList<(int Offset, string Hash)> Write(JsonSlice payload, List<JsonSlice> large, Func<JsonSlice, string> keep, Utf8Output output)
    {
        var places = new (int, string)[large.Count];
        var at = payload.Offset;
        for (var i = 0; i < places.Length; i++)
        {
            output.Append(payload.Buffer.AsSpan(at, large[i].Offset - at));
            var hash = keep(large[i]);
            places[i] = (output.Written.Length, hash);
            output.Append(Text(large[i].First, hash));
            at = large[i].Offset + large[i].Length;
        }
        output.Append(payload.Buffer.AsSpan(at, payload.Offset + payload.Length - at));
        return places;
    }

    /// <summary>Notes the references of a record. Records come in the order of the buffer.</summary>
    /// <param name="start">Where in the buffer the state or the changes begin.</param>
    /// <param name="places">The references in them.</param>
    /// <exception cref="InvalidDataException">There is no reference where one should be.</exception>
    public void Add(int start, IReadOnlyList<(int Offset, string Hash)> places)
    {
        foreach (var (offset, hash) in places)
        {
            var place = (int)Math.Min((long)start + offset, buffer.Length);
            LengthAt(place, hash);
            _places.Add((place, hash));
        }
    }

    /// <summary>Returns a piece of the buffer with the values in it.</summary>
    /// <exception cref="InvalidDataException">A value is gone or damaged.</exception>
    public JsonSlice Replace(JsonSlice piece)
    {
        if (!ReferenceEquals(piece.Buffer, buffer)) return piece;
        var next = FirstFrom(piece.Offset);
        var end = piece.Offset + piece.Length;
        if (next == _places.Count || _places[next].Offset >= end) return piece;
        using var output = new Utf8Output();
        var at = piece.Offset;
        for (; next < _places.Count && _places[next].Offset < end; next++)
        {
            var (offset, hash) = _places[next];
            var length = LengthAt(offset, hash);
            if (!_read.TryGetValue(hash, out var value)) _read.Add(hash, value = values.Read(hash));
            if ((value[0] == (byte)'{') != (buffer[offset] == (byte)'{')) throw new InvalidDataException("A large value is not of the kind that it should be.");
            // The value alone: all that have it share it.
            if (offset == piece.Offset && length == piece.Length) return new JsonSlice(value, 0, value.Length);
            output.Append(buffer.AsSpan(at, offset - at));
            output.Append(value);
            at = offset + length;
        }
        output.Append(buffer.AsSpan(at, end - at));
        return JsonSlice.Of(output.Written);
    }

    private static byte[] Text(byte first, string hash) => Encoding.ASCII.GetBytes(first == (byte)'{' ? $"{{\"sha256\":\"{hash}\"}}" : $"\"sha256:{hash}\"");

    private int LengthAt(int offset, string hash)
    {
        if (offset < buffer.Length && Text(buffer[offset], hash) is var text && buffer.AsSpan(offset).StartsWith(text)) return text.Length;
        throw new InvalidDataException("The list of large values does not fit the record.");
    }

    private int FirstFrom(int offset)
    {
        int low = 0, high = _places.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_places[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
