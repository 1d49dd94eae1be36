using System.Globalization;

namespace PSSnapshots.Values;

/// <summary>Compares two indexed values in linear time: each part is compared with at most one part of the other value.</summary>
internal readonly struct IndexComparison(JsonIndex left, JsonIndex right)
{
    /// <summary>Returns true if the values at two nodes are equal.</summary>
    public bool AreEqual(int one, TypeNotes? oneNotes, int other, TypeNotes? otherNotes)
    {
        ComparisonWork.Add(1);
        var kind = left.KindAt(one);
        if (kind != right.KindAt(other))
        {
            return (kind == JsonKind.Array && ByteArrayEquality.AreEqual(right.TextAt(other), otherNotes, left.TextAt(one)))
                || (kind == JsonKind.String && ByteArrayEquality.AreEqual(left.TextAt(one), oneNotes, right.TextAt(other)));
        }
        return kind switch
        {
            JsonKind.Array when oneNotes?.Root == TypeNote.HashSet && otherNotes?.Root == TypeNote.HashSet => AreEqualSets(one, oneNotes, other, otherNotes),
            JsonKind.Array => AreEqualArrays(one, oneNotes, other, otherNotes),
            JsonKind.Object => AreEqualObjects(one, oneNotes, other, otherNotes),
            _ => ScalarEquality.AreEqual(kind, left.TextAt(one), oneNotes?.Root, right.TextAt(other), otherNotes?.Root),
        };
    }

    private bool AreEqualArrays(int one, TypeNotes? oneNotes, int other, TypeNotes? otherNotes)
    {
        int end = left.After(one), otherEnd = right.After(other);
        var index = 0;
        for (one++, other++; one < end && other < otherEnd; one = left.After(one), other = right.After(other), index++)
            if (!AreEqual(one, UnderItem(oneNotes, index), other, UnderItem(otherNotes, index))) return false;
        return one == end && other == otherEnd;
    }

    /// <summary>Compares the arrays of two sets. The items are distinct, and their order does not matter.</summary>
    private bool AreEqualSets(int one, TypeNotes oneNotes, int other, TypeNotes otherNotes)
    {
        var mine = ItemsOf(left, one, oneNotes);
        var theirs = ItemsOf(right, other, otherNotes);
        if (mine.Count != theirs.Count) return false;
        var byHash = theirs.ToLookup(item => item.Hash);
        foreach (var item in mine)
        {
            var found = false;
            foreach (var candidate in byHash[item.Hash]) found = found || AreEqual(item.Node, item.Notes, candidate.Node, candidate.Notes);
            if (!found) return false;
        }
        return true;
    }

    private bool AreEqualObjects(int one, TypeNotes? oneNotes, int other, TypeNotes? otherNotes)
    {
        var mine = new IndexMembers(left, one);
        var theirs = new IndexMembers(right, other);
        if (mine.Names.Count != theirs.Names.Count) return false;
        for (var i = 0; i < mine.Names.Count; i++)
        {
            var name = mine.Names[i];
            var found = theirs.Find(left, name, i);
            if (found < 0) return false;
            if (oneNotes is null && otherNotes is null)
            {
                if (!AreEqual(name + 1, null, found + 1, null)) return false;
                continue;
            }
            var text = mine.NameAt(name);
            if (!AreEqual(name + 1, oneNotes?.Under(text), found + 1, otherNotes?.Under(text))) return false;
        }
        return true;
    }

    private static List<(int Node, TypeNotes? Notes, int Hash)> ItemsOf(JsonIndex index, int node, TypeNotes notes)
    {
        var items = new List<(int, TypeNotes?, int)>();
        var hash = new IndexHash(index, byMeaning: true);
        for (var item = node + 1; item < index.After(node); item = index.After(item))
        {
            var own = UnderItem(notes, items.Count);
            items.Add((item, own, hash.Of(item, own)));
        }
        return items;
    }

    private static TypeNotes? UnderItem(TypeNotes? notes, int index) => notes?.Under(index.ToString(CultureInfo.InvariantCulture));
}
