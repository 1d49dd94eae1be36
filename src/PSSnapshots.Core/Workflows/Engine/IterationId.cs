using System.Globalization;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Formats and parses the IDs of iterations: <c>id[index]</c>.</summary>
internal static class IterationId
{
    public static string Of(string nodeId, int index) => string.Concat(nodeId, "[", index.ToString(CultureInfo.InvariantCulture), "]");

    /// <summary>Returns the node ID if an ID has the form of an iteration's.</summary>
    public static bool TryGetNode(string id, out string nodeId)
    {
        nodeId = "";
        var open = id.LastIndexOf('[');
        if (open < 0 || id[^1] != ']' || open + 2 == id.Length) return false;
        for (var i = open + 1; i < id.Length - 1; i++)
            if (!char.IsAsciiDigit(id[i])) return false;
        nodeId = id[..open];
        return true;
    }
}
