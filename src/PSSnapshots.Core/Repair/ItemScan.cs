using PSSnapshots.Serialization;

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
        return LineScan.Find(document) ?? FromBothEnds(document.Utf8, forward);
    }

    private static List<ItemStart> FromBothEnds(ReadOnlySpan<byte> json, ForwardScan forward)
    {
        var isCut = forward.ErrorOffset == json.Length;
        if (isCut && forward.OpenContainers != 1) return forward.Items;
        var backward = new BackwardScan(json);
        // An object that begins after the damage is a part of a document whose end is missing.
        if (backward.RootOffset > forward.ErrorOffset) return forward.Items;
        return Join(json, forward, backward.Items, isCut);
    }

    /// <summary>
    /// Joins both scans. A bracket that was lost or added does not stop a scan, but shifts the depths of what follows, so that few
    /// names and values fit. The scans are joined where most of them do.
    /// </summary>
    private static List<ItemStart> Join(ReadOnlySpan<byte> json, ForwardScan forward, List<ItemStart> backward, bool isCut)
    {
        var forwardScores = Scores(json, forward.Items, isBackward: false);
        var backwardScores = Scores(json, backward, isBackward: true);
        var score = forwardScores.Sum();
        var (best, bestForward, bestBackward) = (isCut ? score + LostBraceThreshold : score, forward.Items.Count, backward.Count);
        var forwardCount = forward.Items.Count;
        var hasField = !isCut;
        for (var i = backward.Count - 1; i >= 0; i--)
        {
            hasField |= backward[i].Depth == 1 && backwardScores[i] > 0;
            if (hasField) score += backwardScores[i];
            while (forwardCount > 0 && forward.Items[forwardCount - 1].Offset >= backward[i].Offset) score -= forwardScores[--forwardCount];
            if (score > best || (score == best && backward[i].Offset >= forward.ErrorOffset)) (best, bestForward, bestBackward) = (score, forwardCount, i);
        }
        return [.. forward.Items[..bestForward], .. backward[bestBackward..]];
    }

    /// <summary>Returns for each item how well it fits its depth.</summary>
    private static int[] Scores(ReadOnlySpan<byte> json, List<ItemStart> items, bool isBackward)
    {
        var scores = new int[items.Count];
        var field = -1;
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i].Depth == 1)
            {
                field = SnapshotFields.IndexOf(json, items[i].Offset, out var value);
                if (field >= 0 && SnapshotFields.CanBegin(field, json, value)) scores[i] = SnapshotFields.Shape[field].IsRequired ? 3 : 2;
            }
            else if (field >= 0)
            {
                scores[i] = SnapshotFields.EntryScore(field, json, items[i].Offset);
            }
            else if (isBackward)
            {
                // The name of the collection may be in the damaged part.
                for (var other = 0; other < SnapshotFields.Shape.Count; other++)
                    if (SnapshotFields.HasDistinctEntries(other)) scores[i] = Math.Max(scores[i], SnapshotFields.EntryScore(other, json, items[i].Offset));
            }
        }
        return scores;
    }
}
