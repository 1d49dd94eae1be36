using System.Collections;
using System.Management.Automation;
using System.Text.Json;

namespace PSSnapshots.Benchmarks.States;

/// <summary>Converts JSON to the objects that ConvertFrom-Json creates: custom objects or hashtables, arrays, strings and numbers.</summary>
internal static class ScriptObject
{
    /// <summary>Creates the custom objects of a document.</summary>
    public static PSObject Of(byte[] json) => (PSObject)Of(json, Custom);

    /// <summary>Creates the hashtables of a document.</summary>
    public static Hashtable TableOf(byte[] json) => (Hashtable)Of(json, Table);

    private static object Of(byte[] json, Func<JsonElement, object> make)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return Of(document.RootElement, make)!;
    }

    private static object? Of(JsonElement json, Func<JsonElement, object> make) => json.ValueKind switch
    {
        JsonValueKind.Object => make(json),
        JsonValueKind.Array => json.EnumerateArray().Select(item => Of(item, make)).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long integer) ? integer : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static PSObject Custom(JsonElement json)
    {
        PSObject custom = new();
        foreach (JsonProperty member in json.EnumerateObject()) custom.Properties.Add(new PSNoteProperty(member.Name, Of(member.Value, Custom)));
        return custom;
    }

    private static Hashtable Table(JsonElement json)
    {
        Hashtable table = new(StringComparer.CurrentCultureIgnoreCase);
        foreach (JsonProperty member in json.EnumerateObject()) table[member.Name] = Of(member.Value, Table);
        return table;
    }
}
