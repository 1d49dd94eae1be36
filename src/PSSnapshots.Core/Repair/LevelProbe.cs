using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds out whether a place of a text is at the level that it is taken for: among the entries of a collection, or
/// among the snapshot's fields. What stands deeper has more closing brackets behind it than the level has, so a text
/// that is whole from there on tells for certain.
/// </summary>
/// <param name="Confirmed">Whether the document ends exactly as it does from that level.</param>
/// <param name="Refuted">Whether a bracket closes what is not open at that level.</param>
/// <param name="HasFieldBehind">Whether the collection was closed, and a field that a snapshot has stands behind it.</param>
/// <param name="Reached">How far the text was looked at.</param>
/// <param name="SkipTo">Where refuted, the place before which nothing is at the level either.</param>
internal readonly record struct LevelProbe(bool Confirmed, bool Refuted, bool HasFieldBehind, int Reached, int SkipTo)
{
    /// <summary>Probes a place.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">Where an entry or a field begins.</param>
    /// <param name="collection">The field whose entry it is taken for; −1 where it is taken for a field.</param>
    /// <param name="kept">What was kept so far: a field does not come twice.</param>
    public static LevelProbe At(ReadOnlySpan<byte> json, int at, int collection, KeptFields kept)
    {
        var hasFieldBehind = false;
        var skipTo = -1;
        if (collection >= 0)
        {
            at = AfterUnits(json, at, RootFields.IsMap(collection), out var reached);
            if (at < 0) return new LevelProbe(false, false, false, reached, reached);
            if (!JsonUnit.Is(json, at, RootFields.IsMap(collection) ? '}' : ']')) return new LevelProbe(false, true, false, at, at);
            skipTo = at;
            at = JsonGrammar.AfterBlanks(json, at + 1);
            if (JsonUnit.Is(json, at, ','))
            {
                at = JsonGrammar.AfterBlanks(json, at + 1);
                var field = RootFields.IndexOf(json, at, out var valueAt);
                hasFieldBehind = field >= 0 && !kept.Has(field) && RootFields.CanBegin(field, json, valueAt);
            }
        }
        if (!JsonUnit.Is(json, at, '}'))
        {
            at = AfterUnits(json, at, isMap: true, out var reached);
            if (at < 0) return new LevelProbe(false, false, hasFieldBehind, reached, reached);
        }
        if (skipTo < 0) skipTo = at;
        if (!JsonUnit.Is(json, at, '}')) return new LevelProbe(false, true, hasFieldBehind, at, skipTo);
        at = JsonGrammar.AfterBlanks(json, at + 1);
        if (at == json.Length) return new LevelProbe(true, false, hasFieldBehind, at, skipTo);
        return new LevelProbe(false, json[at] is (byte)',' or (byte)'}' or (byte)']', hasFieldBehind, at, skipTo);
    }

    /// <summary>The place behind units and the commas between them; −1 where one is no JSON.</summary>
    private static int AfterUnits(ReadOnlySpan<byte> json, int at, bool isMap, out int reached)
    {
        while (true)
        {
            reached = at;
            if (isMap) at = JsonUnit.AfterName(json, at);
            if (at < 0)
            {
                reached = JsonUnit.ReachOf(json, reached);
                return -1;
            }
            at = JsonUnit.AfterValue(json, at, out reached);
            if (at < 0) return -1;
            at = JsonGrammar.AfterBlanks(json, at);
            reached = at;
            if (at == json.Length) return -1;
            if (json[at] != ',') return json[at] is (byte)'}' or (byte)']' ? at : -1;
            at = JsonGrammar.AfterBlanks(json, at + 1);
        }
    }
}
