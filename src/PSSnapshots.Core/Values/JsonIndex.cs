using System.Buffers;

namespace PSSnapshots.Values;

/// <summary>
/// The positions of all values and names in a compact JSON text, found in one pass. The nodes are in the order of the
/// text: an object is followed by each name and its value, and an array is followed by its items.
/// </summary>
internal sealed class JsonIndex : IDisposable
{
    private readonly JsonSlice _json;
    private Node[] _nodes;
    private int _count;

    /// <summary>Indexes a value. The index rents memory until it is disposed.</summary>
    public JsonIndex(JsonSlice json)
    {
        _json = json;
        _nodes = ArrayPool<Node>.Shared.Rent(64);
        Read();
        ComparisonWork.Add(json.Length);
    }

    /// <summary>Returns the kind of the value at a node; the kind of a name is <see cref="JsonKind.String"/>.</summary>
    public JsonKind KindAt(int node) => JsonEquality.KindOf(_json.Buffer[_json.Offset + _nodes[node].Start]);

    /// <summary>Returns the text of the value or the name at a node, including quotes.</summary>
    public ReadOnlySpan<byte> TextAt(int node) => _json.Span[_nodes[node].Start.._nodes[node].End];

    /// <summary>Returns the node after a value and everything inside it.</summary>
    public int After(int node) => _nodes[node].After;

    public void Dispose()
    {
        if (_nodes.Length > 0) ArrayPool<Node>.Shared.Return(_nodes);
        _nodes = [];
    }

    private void Read()
    {
        var json = _json.Span;
        var open = new Stack<int>();
        var at = 0;
        while (at < json.Length)
        {
            switch (json[at])
            {
                case (byte)',' or (byte)':':
                    at++;
                    break;
                case (byte)'{' or (byte)'[':
                    open.Push(_count);
                    Add(at, ++at);
                    break;
                case (byte)'}' or (byte)']':
                    var closed = open.Pop();
                    at++;
                    _nodes[closed] = _nodes[closed] with { End = at, After = _count };
                    break;
                default:
                    var end = JsonScan.EndOfValue(json, at);
                    Add(at, end);
                    at = end;
                    break;
            }
        }
    }

    private void Add(int start, int end)
    {
        if (_count == _nodes.Length)
        {
            var larger = ArrayPool<Node>.Shared.Rent(_count * 2);
            _nodes.AsSpan(0, _count).CopyTo(larger);
            ArrayPool<Node>.Shared.Return(_nodes);
            _nodes = larger;
        }
        _nodes[_count++] = new Node(start, end, _count);
    }

    private readonly record struct Node(int Start, int End, int After);
}
