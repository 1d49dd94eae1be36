using System.Management.Automation;
using System.Text.Json;

namespace PSSnapshots.Benchmarks.States;

/// <summary>JSON as a script has it once ConvertFrom-Json read it: custom objects, arrays, text, numbers.</summary>
internal static class ScriptObject
{
    /// <summary>Makes the objects of a document.</summary>
    public static PSObject Of(byte[] json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return (PSObject)Of(document.RootElement)!;
    }

    private static object? Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => Custom(json),
        JsonValueKind.Array => json.EnumerateArray().Select(Of).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long integer) ? integer : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject Custom(JsonElement json)
    {
        PSObject custom = new();
        foreach (JsonProperty member in json.EnumerateObject()) custom.Properties.Add(new PSNoteProperty(member.Name, Of(member.Value)));
        return custom;
    }
}
