namespace PSSnapshots.Values;

/// <summary>The members of one object in an index. Only the last member of a repeated name is included.</summary>
internal readonly ref struct IndexMembers
{
    /// <summary>Up to this count, comparing all pairs of names is faster than hashing them.</summary>
    private const int FewMembers = 8;

    private readonly JsonIndex _index;
    private readonly List<int> _names;
    private readonly Dictionary<string, int>? _places;

    public IndexMembers(JsonIndex index, int node)
    {
        _index = index;
        _names = [];
        var end = index.After(node);
        for (var name = node + 1; name < end; name = index.After(name + 1)) _names.Add(name);
        ComparisonWork.Add(_names.Count);
        if (_names.Count > FewMembers)
        {
            _places = new Dictionary<string, int>(_names.Count, StringComparer.Ordinal);
            foreach (var name in _names) _places[NameAt(name)] = name;
            if (_places.Count < _names.Count) _names = [.. _places.Values];
            return;
        }
        for (var i = _names.Count - 2; i >= 0; i--)
            if (IsRepeatedAfter(i)) _names.RemoveAt(i);
    }

    /// <summary>The nodes of the names. The value of a member is the node after its name.</summary>
    public List<int> Names => _names;

    /// <summary>Returns the text of the name at a node.</summary>
    public string NameAt(int name) => JsonText.Unescape(_index.TextAt(name)[1..^1]);

    /// <summary>Finds the member with the same name as a member of another index.</summary>
    /// <param name="other">The other index.</param>
    /// <param name="name">The node of the name in the other index.</param>
    /// <param name="likely">The position in <see cref="Names"/> to try first.</param>
    /// <returns>The node of the member's name, or −1 if there is none.</returns>
    public int Find(JsonIndex other, int name, int likely)
    {
        if (likely < _names.Count && IsSame(_names[likely], other, name)) return _names[likely];
        if (_places is not null) return _places.TryGetValue(JsonText.Unescape(other.TextAt(name)[1..^1]), out var found) ? found : -1;
        foreach (var own in _names)
            if (IsSame(own, other, name)) return own;
        return -1;
    }

    private bool IsRepeatedAfter(int position)
    {
        for (var i = position + 1; i < _names.Count; i++)
            if (IsSame(_names[i], _index, _names[position])) return true;
        return false;
    }

    private bool IsSame(int own, JsonIndex other, int name) =>
        JsonText.TextEquals(_index.TextAt(own)[1..^1], other.TextAt(name)[1..^1]);
}
