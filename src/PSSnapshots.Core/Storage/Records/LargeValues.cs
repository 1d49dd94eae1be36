using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// Finds the values of a record that are stored outside it: values above a size, in places where the format allows any value
/// (an output, an error, a context value ...). The record has a short reference to each.
/// </summary>
internal static class LargeValues
{
    /// <summary>The minimum size, in bytes, of a value that is stored outside the record.</summary>
    public const int Threshold = 16 * 1024;

    /// <summary>The approximate length, in a record, of a value with a length.</summary>
    public static long WrittenLength(long length) => length < Threshold ? length : LengthOfStandIn;

    private const int LengthOfStandIn = 80;

    /// <summary>Finds the values to store outside the record, in the order of their positions.</summary>
    /// <param name="record">A snapshot's document, or a <see cref="StateDelta"/>.</param>
    /// <returns>Slices of the record's buffer.</returns>
    public static List<JsonSlice> Find(JsonSlice record)
    {
        var found = new List<JsonSlice>();
        if (record.Length < Threshold) return found;
        foreach (var field in JsonScan.Members(record))
        {
            if (field.Value.Length < Threshold) continue;
            if (field.Is("stepResults"u8) || field.Is("changedSteps"u8)) FindInEntries(field.Value, found);
            else if (field.Is("events"u8) || field.Is("logs"u8)) FindInList(field.Value, found, areEntries: true);
            else if (field.Is("executionContext"u8)) FindInMap(field.Value, found);
            else if (field.Is("executionGraph"u8)) FindInList(field.Value, found, areEntries: false);
            else if (!IsKeptInPlace(field)) found.Add(field.Value);
        }
        return found;
    }

    private static void FindInMap(JsonSlice map, List<JsonSlice> found)
    {
        foreach (var member in JsonScan.Members(map))
            if (member.Value.Length >= Threshold) found.Add(member.Value);
    }

    private static void FindInEntries(JsonSlice map, List<JsonSlice> found)
    {
        foreach (var member in JsonScan.Members(map))
            if (member.Value.Length >= Threshold) FindInMembers(member.Value, found);
    }

    private static void FindInList(JsonSlice list, List<JsonSlice> found, bool areEntries)
    {
        foreach (var item in JsonScan.Items(list))
        {
            if (item.Length < Threshold) continue;
            if (areEntries) FindInMembers(item, found);
            else found.Add(item);
        }
    }

    private static void FindInMembers(JsonSlice entry, List<JsonSlice> found)
    {
        foreach (var member in JsonScan.Members(entry))
            if (member.Value.Length >= Threshold && !IsKeptInPlace(member)) found.Add(member.Value);
    }

    /// <summary>The fields that a reader of a record always needs: names, type notes, paths.</summary>
    private static bool IsKeptInPlace(JsonScan.Member member) =>
        member.Is("valueTypes"u8)
        || member.Is("runId"u8)
        || member.Is("workflowId"u8)
        || member.Is("suspendedPath"u8)
        || member.Is("suspendedPaths"u8)
        || member.Is("removedPaths"u8)
        || member.Is("removedContext"u8)
        || member.Is("executionPath"u8)
        || member.Is("label"u8)
        || member.Is("id"u8)
        || member.Is("parent"u8);
}
