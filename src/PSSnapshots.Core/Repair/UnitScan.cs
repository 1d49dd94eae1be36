using PSSnapshots.Serialization;

namespace PSSnapshots.Repair;

/// <summary>
/// Finds the fields and entries of a text that may be damaged: all of one that is JSON; of an indented one those whose
/// lines are whole; and of any other those that the brackets tell from its start, up to the damage, and from its end,
/// down to it. What lies between two damages of a text without lines is not looked at: nothing tells its level.
/// </summary>
internal static class UnitScan
{
    /// <summary>Gives the units in the order of the text.</summary>
    /// <param name="document">The text.</param>
    /// <param name="indent">The indentation that the object's own brackets have.</param>
    /// <param name="isWhole">Whether the text is a JSON object.</param>
    public static List<Unit> Of(DocumentText document, int indent, out bool isWhole)
    {
        var forward = ForwardScan.Of(document);
        isWhole = forward.IsWhole;
        if (isWhole) return forward.Units;
        if (LineScan.Of(document, indent) is { } lines) return lines;
        return [.. forward.Units, .. BackwardScan.Of(document, forward.ResumeAfter)];
    }
}
