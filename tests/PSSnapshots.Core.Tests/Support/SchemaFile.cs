using NJsonSchema;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Support;

/// <summary>A JSON Schema that validates documents.</summary>
internal sealed class SchemaFile
{
    private static readonly Lazy<SchemaFile> Of100 = new(() => Load("snapshot-1.0.0.schema.json"));
    private static readonly Lazy<SchemaFile> Of110 = new(() => Load(SnapshotFormat.SchemaFileName));

    private readonly JsonSchema _schema;

    private SchemaFile(JsonSchema schema) => _schema = schema;

    /// <summary>The schema of the original.</summary>
    public static SchemaFile Original => Of100.Value;

    /// <summary>The schema that the module ships.</summary>
    public static SchemaFile Shipped => Of110.Value;

    /// <summary>Validates a document, and returns the paths and rules of the errors.</summary>
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
