namespace PSSnapshots.Serialization;

/// <summary>
/// Provides the version of the snapshot format: the JSON of version 1.0.0 with additional optional fields. Every version
/// 1.x can be read, and readers of version 1.0.0 can read the current version.
/// </summary>
public static class SnapshotFormat
{
    /// <summary>The version that is written.</summary>
    public const string Version = "1.1.0";

    /// <summary>The name of the file in the module folder with the JSON Schema of the format.</summary>
    public const string SchemaFileName = "snapshot-1.1.0.schema.json";

    /// <summary>Returns whether documents of a version can be read.</summary>
    /// <param name="version">The version of the document.</param>
    /// <returns><see langword="true"/> for 1, 1.x and 1.x.y; otherwise, <see langword="false"/>.</returns>
    public static bool CanRead(string version)
    {
        ArgumentNullException.ThrowIfNull(version);
        var parts = version.Split('.');
        return parts.Length <= 3 && parts[0] == "1" && parts.All(part => part.Length > 0 && part.All(char.IsAsciiDigit));
    }
}
