using System.Text.Json;
using PSSnapshots.Patching;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>A JSON Patch (RFC 6902): operations that lead from one JSON document to another, all of them or none.</summary>
public sealed class JsonPatch
{
    /// <summary>How much deeper than a value a patch may be nested that has one in it.</summary>
    private const int DepthAroundValues = 16;

    private readonly PatchOperation[] _operations;

    internal JsonPatch(IEnumerable<PatchOperation> operations) => _operations = [.. operations];

    /// <summary>How many operations there are.</summary>
    public int Count => _operations.Length;

    internal IReadOnlyList<PatchOperation> Operations => _operations;

    /// <summary>Reads a patch.</summary>
    /// <param name="json">The text: an array of operations. Members of theirs that RFC 6902 does not name are passed over.</param>
    /// <returns>The patch.</returns>
    /// <exception cref="InvalidPatchException">The text is no patch.</exception>
    public static JsonPatch Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return Read(JsonValue.FromUtf8(JsonText.ToUtf8(json), JsonValue.MaxDepth + DepthAroundValues));
        }
        catch (JsonException failure)
        {
            throw new InvalidPatchException(failure.Message, inner: failure);
        }
    }

    /// <summary>The patch that leads from one document to another.</summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <param name="guarded">Tests before each removal and replacement that the value is the one that is expected.</param>
    /// <returns>The patch; where one replacement is shorter than the changes inside it, that.</returns>
    public static JsonPatch Between(JsonValue from, JsonValue to, bool guarded = false)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new PatchBuilder(ComparisonOptions.Default, guarded).Build(from, to);
    }

    /// <summary>Applies the patch.</summary>
    /// <param name="document">The document; it stays as it is.</param>
    /// <returns>The document that the patch leads to.</returns>
    /// <exception cref="PatchFailedException">An operation could not be done.</exception>
    public JsonValue Apply(JsonValue document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new PatchRun(document).Apply(_operations);
    }

    /// <summary>The patch as JSON text, an operation on a line.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        _operations.Length == 0 ? "[]" : $"[\n{string.Join(",\n", _operations.Select(operation => "  " + Text(operation)))}\n]";

    private static string Text(PatchOperation operation)
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("{"u8);
        Write("op", NameOf(operation.Verb));
        if (operation.From is { } from) Write("from", from);
        Write("path", operation.Path);
        if (operation.Value is { } value)
        {
            output.Name("value", ref first);
            output.Json(value.Utf8);
        }
        output.Json("}"u8);
        return System.Text.Encoding.UTF8.GetString(output.Written);

        void Write(string name, string text)
        {
            output.Name(name, ref first);
            output.Text(text);
        }
    }

    private static string NameOf(PatchVerb verb) => verb.ToString().ToLowerInvariant();

    private static JsonPatch Read(JsonValue json)
    {
        if (json.Kind != JsonKind.Array) throw new InvalidPatchException($"it is {json.Kind}, not an array of operations.");
        var operations = new List<PatchOperation>();
        foreach (var item in JsonScan.Items(json.Slice)) operations.Add(ReadOperation(new JsonValue(item), operations.Count));
        return new JsonPatch(operations);
    }

    private static PatchOperation ReadOperation(JsonValue json, int index)
    {
        if (json.Kind != JsonKind.Object) throw new InvalidPatchException($"is {json.Kind}, not an object.", index);
        var members = new Dictionary<string, JsonValue>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(json.Slice))
            if (!members.TryAdd(member.Name, new JsonValue(member.Value)) && member.Name is "op" or "path" or "from" or "value")
                throw new InvalidPatchException($"has '{member.Name}' twice.", index);

        var name = members.GetValueOrDefault("op")?.GetString() ?? throw new InvalidPatchException("has no 'op' that is text.", index);
        if (Array.Find(Enum.GetValues<PatchVerb>(), verb => NameOf(verb) == name) is var verb && NameOf(verb) != name)
            throw new InvalidPatchException($"has an 'op' that does not exist: '{name}'.", index);
        var path = Pointer("path");
        return verb switch
        {
            PatchVerb.Remove => new PatchOperation(verb, path),
            PatchVerb.Move or PatchVerb.Copy => new PatchOperation(verb, path, From: Pointer("from")),
            _ => new PatchOperation(verb, path, Value: members.GetValueOrDefault("value") ?? throw new InvalidPatchException("has no 'value'.", index)),
        };

        string Pointer(string member)
        {
            var text = members.GetValueOrDefault(member)?.GetString() ?? throw new InvalidPatchException($"has no '{member}' that is text.", index);
            return JsonPointer.TryParse(text, out _) ? text : throw new InvalidPatchException($"has a '{member}' that is no JSON Pointer: '{text}'.", index);
        }
    }
}
