using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Looks for a place in the document of a state.</summary>
internal static class DocumentPlaces
{
    /// <summary>Whether any place is one that is looked for.</summary>
    /// <param name="state">The state.</param>
    /// <param name="start">How the place begins: names as they stand in its pointer, in any case. Only what is below them is looked at.</param>
    /// <param name="isWanted">Whether a JSON Pointer is one that is looked for.</param>
    public static bool Any(RunState state, ReadOnlySpan<string> start, Func<string, bool> isWanted) =>
        Any(StateDocument.Of(state).Slice, new PointerBuilder(), start, isWanted);

    private static bool Any(JsonSlice json, PointerBuilder place, ReadOnlySpan<string> start, Func<string, bool> isWanted)
    {
        if (start.IsEmpty && place.Length > 0 && isWanted(place.ToString())) return true;
        var rest = start.IsEmpty ? start : start[1..];
        switch (JsonEquality.KindOf(json.First))
        {
            case JsonKind.Object:
                foreach (var member in JsonScan.Members(json))
                {
                    var name = member.Name;
                    if (!start.IsEmpty && !string.Equals(JsonPointer.Escape(name), start[0], StringComparison.OrdinalIgnoreCase)) continue;
                    var before = place.Append(name);
                    if (Any(member.Value, place, rest, isWanted)) return true;
                    place.CutTo(before);
                }
                return false;
            case JsonKind.Array:
                var index = 0;
                foreach (var item in JsonScan.Items(json))
                {
                    var before = place.Append(index++);
                    var isStart = start.IsEmpty || place.EndsWith(start[0]);
                    if (isStart && Any(item, place, rest, isWanted)) return true;
                    place.CutTo(before);
                }
                return false;
            default:
                return false;
        }
    }
}
