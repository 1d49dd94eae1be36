using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>The texts in a journal's buffers that stand for values which are kept apart.</summary>
/// <param name="values">What keeps the values.</param>
internal sealed class StandIns(ValueFolder values)
{
    private readonly List<(byte[] Buffer, List<(int Offset, string Hash)> Places)> _all = [];
    private readonly Dictionary<string, byte[]> _read = new(StringComparer.Ordinal);

    public int Count => _all.Sum(one => one.Places.Count);

    /// <summary>Finds the texts.</summary>
    /// <param name="first">The first record.</param>
    /// <param name="changes">The lines of all others, and those that tell of such texts.</param>
    /// <param name="from">Where in these the lines begin.</param>
    /// <exception cref="InvalidDataException">A line does not fit the record before it.</exception>
    public void Find(byte[] first, byte[] changes, int from)
    {
        if (changes.AsSpan(from).IndexOf(StandIn.LineStart) < 0) return;
        _all.Add((first, []));
        _all.Add((changes, []));
        var (buffer, places) = _all[0];
        var record = 0;
        while (changes.AsSpan(from).IndexOf((byte)'\n') is >= 0 and var length)
        {
            var line = changes.AsSpan(from, length);
            if (line.StartsWith(StandIn.LineStart))
            {
                foreach (var (offset, hash) in StandIn.ReadLine(line))
                {
                    var place = (int)Math.Min((long)record + offset, buffer.Length);
                    StandIn.LengthAt(buffer, place, hash);
                    if (places.Count > 0 && places[^1].Offset >= place) throw new InvalidDataException("The places of large values are out of order.");
                    places.Add((place, hash));
                }
            }
            else
            {
                (buffer, places) = _all[1];
                record = from + 1;
            }
            from += length + 1;
        }
    }

    /// <summary>A piece of a buffer with the values in it.</summary>
    /// <exception cref="InvalidDataException">A value is gone or damaged.</exception>
    public JsonSlice Replace(JsonSlice piece)
    {
        var places = _all.Find(one => ReferenceEquals(one.Buffer, piece.Buffer)).Places;
        if (places is null) return piece;
        var next = FirstFrom(places, piece.Offset);
        if (next == places.Count || places[next].Offset >= piece.Offset + piece.Length) return piece;
        using var output = new Utf8Output();
        var at = piece.Offset;
        var end = piece.Offset + piece.Length;
        for (; next < places.Count && places[next].Offset < end; next++)
        {
            var (offset, hash) = places[next];
            var length = StandIn.LengthAt(piece.Buffer, offset, hash);
            if (!_read.TryGetValue(hash, out var value)) _read.Add(hash, value = values.Read(hash));
            if ((value[0] == (byte)'{') != (piece.Buffer[offset] == (byte)'{')) throw new InvalidDataException("A large value is not of the kind that it should be.");
            // The value alone: all that have it share it.
            if (offset == piece.Offset && length == piece.Length) return new JsonSlice(value, 0, value.Length);
            output.Append(piece.Buffer.AsSpan(at, offset - at));
            output.Append(value);
            at = offset + length;
        }
        output.Append(piece.Buffer.AsSpan(at, end - at));
        return JsonSlice.Of(output.Written);
    }

    private static int FirstFrom(List<(int Offset, string Hash)> places, int offset)
    {
        int low = 0, high = places.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (places[middle].Offset < offset) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
