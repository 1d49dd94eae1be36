using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds where the fields and entries of a document begin. In an indented document, the lines tell. In any other, the document is read
/// from the start to the damage and from the end back to the damage; what lies between two damaged places is not found.
/// </summary>
internal static class ItemScan
{
    // A document that is cut after a closing brace is far more likely than one that lost a single brace.
    private const int LostBraceThreshold = 1;

    /// <summary>Returns the items in document order.</summary>
    public static List<ItemStart> Find(DocumentText document)
    {
        var forward = new ForwardScan(document.Utf8);
        if (forward.OpenContainers == 0) return forward.Items;
        return LineScan.Find(document) ?? FromBothEnds(document, forward);
    }

    private static List<ItemStart> FromBothEnds(DocumentText document, ForwardScan forward)
    {
        if (forward.HasNoError && forward.OpenContainers != 1) return forward.Items;
        var backward = new BackwardScan(document.Utf8);
        // An object that begins after the damage is a part of a document whose end is missing.
        if (!forward.HasNoError && backward.RootOffset > forward.End) return forward.Items;
        return Join(document, forward, backward.Items);
    }

    /// <summary>
    /// Joins both scans. A bracket that was lost or added does not stop a scan, but shifts the depths of what follows, so that few
    /// names and values fit. The scans are joined where most of them do.
    /// </summary>
    private static List<ItemStart> Join(DocumentText document, ForwardScan forward, List<ItemStart> backward)
    {
        var forwardScores = Scores(document, forward.Items, isBackward: false);
        var backwardScores = Scores(document, backward, isBackward: true);
        var score = forwardScores.Sum();
        var (best, bestForward, bestBackward) = (forward.HasNoError ? score + LostBraceThreshold : score, forward.Items.Count, backward.Count);
        var forwardCount = forward.Items.Count;
        var hasField = !forward.HasNoError;
        for (var i = backward.Count - 1; i >= 0; i--)
        {
            hasField |= backward[i].Depth == 1 && backwardScores[i] > 0;
            if (hasField) score += backwardScores[i];
            while (forwardCount > 0 && forward.Items[forwardCount - 1].Offset >= backward[i].Offset) score -= forwardScores[--forwardCount];
            if (score > best || (score == best && backward[i].Offset > forward.LastToken)) (best, bestForward, bestBackward) = (score, forwardCount, i);
        }
        return [.. forward.Items[..bestForward], .. backward[bestBackward..]];
    }

    /// <summary>Returns for each item how well it fits its depth.</summary>
    private static int[] Scores(DocumentText document, List<ItemStart> items, bool isBackward)
    {
        var scores = new int[items.Count];
        var field = -1;
        for (var i = 0; i < items.Count; i++)
        {
            var start = items[i].Offset;
            if (items[i].Depth == 1)
            {
                field = SnapshotFields.IndexOf(document.Utf8, start, out var value);
                if (field >= 0 && SnapshotFields.CanBegin(field, document.Utf8, value)) scores[i] = SnapshotFields.Shape[field].IsRequired ? 3 : 2;
            }
            else if (field >= 0 && SnapshotFields.IsCollection(field))
            {
                scores[i] = SnapshotFields.EntryScore(field, document.Utf8, start);
            }
            else if (isBackward)
            {
                scores[i] = ScoreWithoutCollection(document, start);
            }
        }
        return scores;
    }

    /// <summary>Returns how well an entry fits any collection: the name of its own may be in the damaged part.</summary>
    private static int ScoreWithoutCollection(DocumentText document, int start)
    {
        var value = document.Utf8[start] == '"' ? JsonSkip.AfterName(document.Utf8, start) : start;
        var end = JsonSkip.AfterValue(document.Utf8, value, SnapshotFields.MaxItemDepth);
        if (end < 0) return 0;
        for (var field = 0; field < SnapshotFields.Shape.Count; field++)
        {
            var entry = new Piece(field, IsEntry: true, start, value, end, "");
            if (SnapshotFields.HasDistinctEntries(field) && KeptDocument.IsValidEntry(document, entry)) return SnapshotFields.EntryScore(field, document.Utf8, start);
        }
        return 0;
    }
}
