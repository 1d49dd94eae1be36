using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>Reads the operations of a JSON Patch (RFC 6902, section 4).</summary>
internal static class PatchParser
{
    /// <exception cref="InvalidPatchException">The value is not a valid JSON Patch.</exception>
    public static JsonPatch Parse(JsonValue json)
    {
        if (json.Kind != JsonKind.Array) throw new InvalidPatchException($"Expected an array of operations, but the JSON type is {json.Kind}.");
        var operations = new List<PatchOperation>();
        foreach (var item in JsonScan.Items(json.Slice)) operations.Add(ParseOperation(new JsonValue(item), operations.Count));
        return new JsonPatch(operations);
    }

    private static PatchOperation ParseOperation(JsonValue json, int index)
    {
        if (json.Kind != JsonKind.Object) throw new InvalidPatchException(index, $"Expected an object, but the JSON type is {json.Kind}.");
        var members = ReadMembers(json, index);
        var kind = GetKind(members, index);
        var path = GetPointer(members, "path", index);
        return kind switch
        {
            PatchOperationKind.Remove => new PatchOperation(kind, path),
            PatchOperationKind.Move or PatchOperationKind.Copy => new PatchOperation(kind, path, From: GetPointer(members, "from", index)),
            _ => new PatchOperation(kind, path, Value: members.GetValueOrDefault("value") ?? throw new InvalidPatchException(index, "The member 'value' is missing.")),
        };
    }

    private static Dictionary<string, JsonValue> ReadMembers(JsonValue json, int index)
    {
        var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(json.Slice))
        {
            if (!members.TryAdd(member.Name, new JsonValue(member.Value)) && member.Name is "op" or "path" or "from" or "value")
                throw new InvalidPatchException(index, $"The member '{member.Name}' is duplicated.");
        }
        return members;
    }

    private static PatchOperationKind GetKind(Dictionary<string, JsonValue> members, int index)
    {
        var name = GetText(members, "op", index);
        foreach (var kind in Enum.GetValues<PatchOperationKind>())
            if (PatchOperation.NameOf(kind) == name) return kind;
        throw new InvalidPatchException(index, $"'{name}' is not an operation. Use add, remove, replace, move, copy or test.");
    }

    private static string GetPointer(Dictionary<string, JsonValue> members, string name, int index)
    {
        var text = GetText(members, name, index);
        return JsonPointer.TryParse(text, out _) ? text : throw new InvalidPatchException(index, $"The member '{name}' is not a JSON Pointer: '{text}'.");
    }

    private static string GetText(Dictionary<string, JsonValue> members, string name, int index) =>
        members.GetValueOrDefault(name)?.GetString() ?? throw new InvalidPatchException(index, $"The member '{name}' is missing or is not a string.");
}
