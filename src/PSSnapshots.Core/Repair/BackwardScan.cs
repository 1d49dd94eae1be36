using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// The fields and entries of a document from its end back to the last syntax error. The closing brackets give the depth of each,
/// unless the end of the document is missing.
/// </summary>
internal ref struct BackwardScan
{
    private readonly ReadOnlySpan<byte> _json;
    private readonly bool[] _isObject = new bool[JsonTokens.MaxDocumentDepth];
    private int _depth;

    public BackwardScan(ReadOnlySpan<byte> json)
    {
        _json = json;
        var last = LastNonBlank(json.Length);
        if (JsonSkip.Is(json, last, '}')) Read(last);
        Items.Reverse();
    }

    /// <summary>The items, in document order.</summary>
    public List<ItemStart> Items { get; } = [];

    /// <summary>The offset of the brace that opens the object which the document ends with; −1 if it was not reached.</summary>
    public int RootOffset { get; private set; } = -1;

    private void Read(int last)
    {
        while (last >= 0)
        {
            int start;
            if (_json[last] is (byte)'}' or (byte)']')
            {
                if (_depth == _isObject.Length) return;
                _isObject[_depth++] = _json[last] == '}';
                last = LastNonBlank(last);
                if (!IsOpeningBracket(last)) continue;
                _depth--;
                start = last;
            }
            else
            {
                start = StartOfScalar(last);
            }
            last = BeforeValue(start);
        }
    }

    /// <summary>Reads the value at an offset, and each container that begins with it. Returns the last byte of the value before; −1 if there is none.</summary>
    private int BeforeValue(int start)
    {
        while (start >= 0 && _depth > 0)
        {
            if (_isObject[_depth - 1]) start = StartOfName(start);
            if (start < 0) return -1;
            var before = LastNonBlank(start);
            var isFirst = IsOpeningBracket(before);
            if (!isFirst && !JsonSkip.Is(_json, before, ',')) return -1;
            if (_depth <= 2) Items.Add(new ItemStart(start, _depth));
            if (!isFirst) return LastNonBlank(before);
            _depth--;
            start = before;
        }
        if (_depth == 0) RootOffset = start;
        return -1;
    }

    private readonly int StartOfName(int valueStart)
    {
        var colon = LastNonBlank(valueStart);
        if (!JsonSkip.Is(_json, colon, ':')) return -1;
        var end = LastNonBlank(colon);
        return JsonSkip.Is(_json, end, '"') ? StartOfScalar(end) : -1;
    }

    private readonly int StartOfScalar(int last)
    {
        var start = last;
        if (_json[last] == '"')
        {
            do start = _json[..start].LastIndexOf((byte)'"');
            while (start >= 0 && IsEscaped(start));
        }
        else
        {
            while (start >= 0 && (char.IsAsciiLetterOrDigit((char)_json[start]) || _json[start] is (byte)'-' or (byte)'+' or (byte)'.')) start--;
            start++;
        }
        return JsonSkip.AfterValue(_json, start, maxDepth: 1) == last + 1 ? start : -1;
    }

    private readonly bool IsEscaped(int quote) => (quote - _json[..quote].TrimEnd((byte)'\\').Length) % 2 == 1;

    private readonly bool IsOpeningBracket(int at) => JsonSkip.Is(_json, at, _isObject[_depth - 1] ? '{' : '[');

    private readonly int LastNonBlank(int end) => _json[..end].TrimEnd(" \t\r\n"u8).Length - 1;
}
