using NJsonSchema;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Support;

/// <summary>A JSON Schema, and its verdict on documents.</summary>
internal sealed class SchemaFile
{
    private static readonly Lazy<SchemaFile> Of100 = new(() => Load("snapshot-1.0.0.schema.json"));
    private static readonly Lazy<SchemaFile> Of110 = new(() => Load(SnapshotFormat.SchemaFileName));

    private readonly JsonSchema _schema;

    private SchemaFile(JsonSchema schema) => _schema = schema;

    /// <summary>What the original accepts.</summary>
    public static SchemaFile Original => Of100.Value;

    /// <summary>What the module ships.</summary>
    public static SchemaFile Shipped => Of110.Value;

    /// <summary>What is wrong with a document, as paths and rules.</summary>
    public IReadOnlyList<string> Errors(string json) => [.. _schema.Validate(json).Select(error => $"{error.Path}: {error.Kind}")];

    /// <summary>NJsonSchema resolves references in "definitions" only, the keyword's name before draft 2019-09.</summary>
    private static SchemaFile Load(string name)
    {
        var text = File.ReadAllText(Path.Combine(OriginalFiles.Folder, name))
            .Replace("\"$defs\"", "\"definitions\"", StringComparison.Ordinal)
            .Replace("#/$defs/", "#/definitions/", StringComparison.Ordinal);
        return new(JsonSchema.FromJsonAsync(text).GetAwaiter().GetResult());
    }
}
