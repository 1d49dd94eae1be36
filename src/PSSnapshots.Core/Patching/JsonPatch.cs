using System.Text;
using System.Text.Json;
using PSSnapshots.Patching;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Represents a JSON Patch (RFC 6902), a list of operations that turns one JSON document into another. Either all
/// operations are applied or none. Instances are immutable.
/// </summary>
public sealed class JsonPatch
{
    /// <summary>The additional depth that a patch can have around the values in it.</summary>
    private const int DepthAroundValues = 16;

    private readonly PatchOperation[] _operations;

    internal JsonPatch(IEnumerable<PatchOperation> operations) => _operations = [.. operations];

    /// <summary>Gets the number of operations.</summary>
    public int Count => _operations.Length;

    internal IReadOnlyList<PatchOperation> Operations => _operations;

    /// <summary>Parses a JSON Patch.</summary>
    /// <param name="json">The JSON text, an array of operations. Members that RFC 6902 does not define are ignored.</param>
    /// <returns>The patch.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is <see langword="null"/>.</exception>
    /// <exception cref="InvalidPatchException">The text is not a valid JSON Patch.</exception>
    public static JsonPatch Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return PatchParser.Parse(JsonValue.FromUtf8(JsonText.ToUtf8(json), JsonValue.MaxDepth + DepthAroundValues));
        }
        catch (JsonException failure)
        {
            throw new InvalidPatchException(failure.Message, failure);
        }
    }

    /// <summary>Creates the patch that turns one document into another.</summary>
    /// <param name="from">The first document.</param>
    /// <param name="to">The second document.</param>
    /// <param name="guarded">
    /// <see langword="true"/> to add a test operation before each removal and replacement, so that the patch fails if it
    /// is applied to a document that has another value there.
    /// </param>
    /// <returns>
    /// The patch. A value is replaced as a whole if that is shorter than the operations for the changes inside it.
    /// </returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="from"/> or <paramref name="to"/> is <see langword="null"/>.
    /// </exception>
    public static JsonPatch Between(JsonValue from, JsonValue to, bool guarded = false)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return new PatchBuilder(ComparisonOptions.Default, guarded).Build(from, to);
    }

    /// <summary>Applies the patch to a document.</summary>
    /// <param name="document">The document. It is not modified.</param>
    /// <returns>The patched document.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is <see langword="null"/>.</exception>
    /// <exception cref="PatchFailedException">An operation cannot be applied.</exception>
    public JsonValue Apply(JsonValue document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return new PatchApplier(document).Apply(_operations);
    }

    /// <summary>Returns the patch as JSON text, with one operation per line.</summary>
    /// <returns>A JSON array.</returns>
    public override string ToString() =>
        _operations.Length == 0 ? "[]" : $"[\n{string.Join(",\n", _operations.Select(operation => "  " + Format(operation)))}\n]";

    private static string Format(PatchOperation operation)
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("{"u8);
        WriteText("op", operation.KindName);
        if (operation.From is { } from) WriteText("from", from);
        WriteText("path", operation.Path);
        if (operation.Value is { } value)
        {
            output.Name("value", ref first);
            output.Json(value.Utf8);
        }
        output.Json("}"u8);
        return Encoding.UTF8.GetString(output.Written);

        void WriteText(string name, string text)
        {
            output.Name(name, ref first);
            output.Text(text);
        }
    }
}
