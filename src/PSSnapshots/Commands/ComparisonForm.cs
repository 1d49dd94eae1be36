namespace PSSnapshots.Commands;

/// <summary>Specifies the output of <c>Compare-RunSnapshot</c>.</summary>
public enum ComparisonForm
{
    /// <summary>One object for each change.</summary>
    Change,

    /// <summary>One object for each comparison, with a property for each changed field, with From and To.</summary>
    Summary,

    /// <summary>A JSON Patch (RFC 6902) for each comparison, as text.</summary>
    JsonPatch,

    /// <summary>Text lines similar to a unified diff, in color if the host supports it.</summary>
    Text,
}
