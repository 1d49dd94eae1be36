using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Searches the paths in the JSON document of a state.</summary>
internal static class DocumentPaths
{
    /// <summary>Returns whether any path in the document of a state matches.</summary>
    /// <param name="state">The state to search.</param>
    /// <param name="prefix">
    /// The first tokens of the paths to search, escaped as in a JSON Pointer and compared without case. Other paths are
    /// skipped.
    /// </param>
    /// <param name="isMatch">Returns whether a JSON Pointer matches.</param>
    public static bool Any(RunState state, ReadOnlySpan<string> prefix, Func<string, bool> isMatch) =>
        Any(StateDocument.Of(state).Slice, new PointerBuilder(), prefix, isMatch);

    private static bool Any(JsonSlice json, PointerBuilder path, ReadOnlySpan<string> prefix, Func<string, bool> isMatch)
    {
        if (prefix.IsEmpty && path.Length > 0 && isMatch(path.ToString())) return true;
        return JsonEquality.KindOf(json.First) switch
        {
            JsonKind.Object => AnyInObject(json, path, prefix, isMatch),
            JsonKind.Array => AnyInArray(json, path, prefix, isMatch),
            _ => false,
        };
    }

    private static bool AnyInObject(JsonSlice json, PointerBuilder path, ReadOnlySpan<string> prefix, Func<string, bool> isMatch)
    {
        foreach (var member in JsonScan.Members(json))
        {
            var name = member.Name;
            if (!prefix.IsEmpty && !string.Equals(JsonPointer.Escape(name), prefix[0], StringComparison.OrdinalIgnoreCase)) continue;
            var length = path.Append(name);
            if (Any(member.Value, path, SkipFirst(prefix), isMatch)) return true;
            path.CutTo(length);
        }
        return false;
    }

    private static bool AnyInArray(JsonSlice json, PointerBuilder path, ReadOnlySpan<string> prefix, Func<string, bool> isMatch)
    {
        var index = 0;
        foreach (var item in JsonScan.Items(json))
        {
            var length = path.Append(index++);
            var hasPrefix = prefix.IsEmpty || path.EndsWith(prefix[0]);
            if (hasPrefix && Any(item, path, SkipFirst(prefix), isMatch)) return true;
            path.CutTo(length);
        }
        return false;
    }

    private static ReadOnlySpan<string> SkipFirst(ReadOnlySpan<string> prefix) => prefix.IsEmpty ? prefix : prefix[1..];
}
