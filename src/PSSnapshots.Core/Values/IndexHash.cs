using System.Globalization;
using System.Text;

namespace PSSnapshots.Values;

/// <summary>Computes hash codes of indexed values. Equal values have equal hash codes.</summary>
/// <param name="index">The index.</param>
/// <param name="byMeaning">If true, a time is hashed as its instant, and bytes are hashed as an array of numbers.</param>
internal readonly struct IndexHash(JsonIndex index, bool byMeaning)
{
    private const int EmptyObject = 1;

    /// <summary>Returns the hash code of the value at a node.</summary>
    public int Of(int node, TypeNotes? notes)
    {
        ComparisonWork.Add(1);
        var kind = index.KindAt(node);
        return kind switch
        {
            JsonKind.Number => JsonNumber.HashOf(index.TextAt(node)),
            JsonKind.String => OfText(index.TextAt(node), notes?.Root),
            JsonKind.Array => OfArray(node, notes),
            JsonKind.Object => OfObject(node, notes),
            JsonKind.Boolean => index.TextAt(node)[0],
            _ => 0,
        };
    }

    private int OfText(ReadOnlySpan<byte> quoted, TypeNote? note)
    {
        if (byMeaning)
        {
            if (note == TypeNote.Bytes && ByteArrayEquality.TryDecode(quoted, out var bytes)) return OfBytes(bytes);
            if (TimeEquality.TryRead(quoted, out var time)) return time.GetHashCode();
        }
        return OfText(quoted[1..^1]);
    }

    private static int OfText(ReadOnlySpan<byte> raw)
    {
        var hash = new HashCode();
        hash.AddBytes(raw.Contains((byte)'\\') ? Encoding.UTF8.GetBytes(JsonText.Unescape(raw)) : raw);
        return hash.ToHashCode();
    }

    /// <summary>Returns the hash code that <see cref="OfArray"/> gives an array of the same numbers.</summary>
    private static int OfBytes(byte[] bytes)
    {
        var hash = new HashCode();
        foreach (var value in bytes) hash.Add(JsonNumber.HashOf(Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture))));
        return hash.ToHashCode();
    }

    private int OfArray(int node, TypeNotes? notes)
    {
        var hash = new HashCode();
        var end = index.After(node);
        var place = 0;
        for (var item = node + 1; item < end; item = index.After(item), place++)
            hash.Add(Of(item, notes?.Under(place.ToString(CultureInfo.InvariantCulture))));
        return hash.ToHashCode();
    }

    private int OfObject(int node, TypeNotes? notes)
    {
        var members = new IndexMembers(index, node);
        var sum = EmptyObject;
        foreach (var name in members.Names)
            sum ^= HashCode.Combine(OfText(index.TextAt(name)[1..^1]), Of(name + 1, notes?.Under(members.NameAt(name))));
        return sum;
    }
}
