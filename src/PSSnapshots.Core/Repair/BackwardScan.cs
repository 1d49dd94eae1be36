using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds the fields and entries of a text from its end to where it is no JSON. In a text that was not cut, what stands
/// behind the damage is at exactly the level that its brackets tell when they are counted from the end.
/// </summary>
internal ref struct BackwardScan
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly List<Unit> _units = [];
    private readonly (bool IsObject, int End)[] _open = new (bool, int)[JsonTokens.MaxDocumentDepth];
    private int _depth;

    private BackwardScan(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>Gives the units that begin behind a place, in the order of the text.</summary>
    public static List<Unit> Of(DocumentText document, int after)
    {
        var scan = new BackwardScan(document.Utf8);
        scan.Read(after);
        scan._units.Reverse();
        scan._units.Sort((one, other) => one.Start.CompareTo(other.Start));
        return scan._units;
    }

    private void Read(int after)
    {
        var at = BeforeBlanks(_json.Length - 1);
        if (!Is(at, '}') || at <= after) return;
        _open[_depth++] = (true, at + 1);
        var isEmpty = true;
        at = BeforeBlanks(at - 1);
        while (at > after)
        {
            int start, end;
            if (isEmpty && Is(at, _open[_depth - 1].IsObject ? '{' : '['))
            {
                if (--_depth == 0)
                {
                    _units.Clear();
                    return;
                }
                (start, end) = (at, _open[_depth].End);
            }
            else if (_json[at] is (byte)'}' or (byte)']')
            {
                if (_depth == _open.Length) return;
                _open[_depth++] = (_json[at] == '}', at + 1);
                isEmpty = true;
                at = BeforeBlanks(at - 1);
                continue;
            }
            else
            {
                (start, end) = (StartOfScalar(at), at + 1);
            }
            // A unit that ends may end others that it is the first of.
            while (true)
            {
                if (start < 0) return;
                var valueAt = start;
                if (_open[_depth - 1].IsObject) start = StartOfName(valueAt);
                if (start < 0) return;
                at = BeforeBlanks(start - 1);
                var isFirst = Is(at, _open[_depth - 1].IsObject ? '{' : '[');
                if (!isFirst && !Is(at, ',')) return;
                if (_depth <= 2 && start > after) _units.Add(new Unit(_depth, start, valueAt, end));
                if (!isFirst) break;
                if (--_depth == 0)
                {
                    // All of this is another object, which begins behind the damage.
                    _units.Clear();
                    return;
                }
                (start, end) = (at, _open[_depth].End);
            }
            isEmpty = false;
            at = BeforeBlanks(at - 1);
        }
    }

    private readonly int StartOfName(int valueAt)
    {
        var colon = BeforeBlanks(valueAt - 1);
        if (!Is(colon, ':')) return -1;
        var end = BeforeBlanks(colon - 1);
        return Is(end, '"') ? StartOfScalar(end) : -1;
    }

    private readonly int StartOfScalar(int last)
    {
        var start = last;
        if (_json[last] == '"')
        {
            do
            {
                start = _json[..start].LastIndexOf((byte)'"');
                if (start < 0) return -1;
            }
            while (IsEscaped(start));
            return JsonGrammar.AfterString(_json, start, out _) == last + 1 ? start : -1;
        }
        while (start >= 0 && (char.IsAsciiLetterOrDigit((char)_json[start]) || _json[start] is (byte)'-' or (byte)'+' or (byte)'.')) start--;
        return JsonUnit.AfterValue(_json, ++start) == last + 1 ? start : -1;
    }

    private readonly bool IsEscaped(int quote)
    {
        var first = quote;
        while (first > 0 && _json[first - 1] == '\\') first--;
        return (quote - first) % 2 == 1;
    }

    private readonly int BeforeBlanks(int at)
    {
        while (at >= 0 && _json[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t') at--;
        return at;
    }

    private readonly bool Is(int at, char mark) => at >= 0 && _json[at] == mark;
}
