namespace PSSnapshots.Values;

/// <summary>
/// Compares two compact JSON texts token by token, without an index. This decides most comparisons, because the outputs
/// of a step usually have their members in the same order.
/// </summary>
internal ref struct InOrderComparison(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
{
    /// <summary>The nesting depth up to which this comparison works; deeper texts give <see cref="InOrderResult.Unknown"/>.</summary>
    private const int MaxDepth = 32;

    private readonly ReadOnlySpan<byte> _left = left;
    private readonly ReadOnlySpan<byte> _right = right;
    private OpenNames _names;
    private int _depth;

    /// <summary>Returns whether the texts are equal, different, or undecided because their members may be in another order.</summary>
    public InOrderResult Compare()
    {
        int at = 0, other = 0;
        var result = Compare(ref at, ref other);
        ComparisonWork.Add(at + other);
        return result;
    }

    private InOrderResult Compare(ref int at, ref int other)
    {
        while (at < _left.Length && other < _right.Length)
        {
            if (IsMark(_left[at]) || IsMark(_right[other]))
            {
                if (_left[at] != _right[other]) return InOrderResult.Unknown;
                if (!Follow(_left[at])) return InOrderResult.Unknown;
                at++;
                other++;
                continue;
            }
            var (start, kind) = (at, JsonEquality.KindOf(_left[at]));
            int end = JsonScan.EndOfValue(_left, at), otherEnd = JsonScan.EndOfValue(_right, other);
            var isEqual = kind == JsonEquality.KindOf(_right[other])
                && ScalarEquality.AreEqual(kind, _left[at..end], _right[other..otherEnd]);
            (at, other) = (end, otherEnd);
            var isName = at < _left.Length && _left[at] == (byte)':';
            if (!isEqual) return isName ? InOrderResult.Unknown : ResultOfDifference(ref at, ref other);
            if (isName) _names[_depth - 1] = new Name(start, end);
        }
        return at == _left.Length && other == _right.Length ? InOrderResult.Equal : InOrderResult.Unknown;
    }

    /// <summary>Counts the open objects and arrays. Returns false if there are more than <see cref="MaxDepth"/>.</summary>
    private bool Follow(byte mark)
    {
        if (mark is (byte)'}' or (byte)']') _depth--;
        if (mark is not ((byte)'{' or (byte)'[')) return true;
        if (_depth == MaxDepth) return false;
        _names[_depth++] = default;
        return true;
    }

    /// <summary>
    /// Returns <see cref="InOrderResult.Different"/> unless a name on the path to the differing values is repeated later
    /// in its object. The last value of a repeated name wins, so the difference may not matter.
    /// </summary>
    private readonly InOrderResult ResultOfDifference(ref int at, ref int other)
    {
        for (var level = _depth - 1; level >= 0; level--)
        {
            if (Repeats(_left, ref at, level) || Repeats(_right, ref other, level)) return InOrderResult.Unknown;
        }
        return InOrderResult.Different;
    }

    /// <summary>Moves past the end of the object or array at a level. Returns true if its current name is repeated on the way.</summary>
    private readonly bool Repeats(ReadOnlySpan<byte> json, ref int at, int level)
    {
        var name = _names[level];
        while (json[at] is not ((byte)'}' or (byte)']'))
        {
            at++;
            var end = JsonScan.EndOfValue(json, at);
            if (name.End > 0)
            {
                if (JsonText.TextEquals(json[(at + 1)..(end - 1)], _left[(name.Start + 1)..(name.End - 1)])) return true;
                end = JsonScan.EndOfValue(json, end + 1);
            }
            at = end;
        }
        at++;
        return false;
    }

    private static bool IsMark(byte first) => first is (byte)'{' or (byte)'}' or (byte)'[' or (byte)']' or (byte)',' or (byte)':';

    /// <summary>The position in the left text of an open object's current name; the default value for an array.</summary>
    private readonly record struct Name(int Start, int End);

    [System.Runtime.CompilerServices.InlineArray(MaxDepth)]
    private struct OpenNames
    {
        private Name _first;
    }
}
