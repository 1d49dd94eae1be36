namespace PSSnapshots.Serialization;

/// <summary>
/// The snapshot format: JSON as the original writes it (version 1.0.0), with optional fields added. A reader takes
/// every version 1.x; the original, which looks at no version, reads ours.
/// </summary>
public static class SnapshotFormat
{
    /// <summary>The version that is written here.</summary>
    public const string Version = "1.1.0";

    /// <summary>Where the JSON Schema of the format stands in the module.</summary>
    public const string SchemaFileName = "snapshot-1.1.0.schema.json";

    /// <summary>Whether a document of this version can be read here.</summary>
    /// <param name="version">The document's version.</param>
    /// <returns>True for 1, 1.x and 1.x.y.</returns>
    public static bool CanRead(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var parts = version.Split('.');
        return parts.Length <= 3 && parts[0] == "1" && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
    }
}
