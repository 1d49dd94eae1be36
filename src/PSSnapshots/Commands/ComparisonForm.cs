namespace PSSnapshots.Commands;

/// <summary>How <c>Compare-RunSnapshot</c> tells of changes.</summary>
public enum ComparisonForm
{
    /// <summary>An object for each change.</summary>
    Change,

    /// <summary>One object for a comparison: a property for each field that differs, with From and To.</summary>
    Summary,

    /// <summary>A JSON Patch (RFC 6902) for a comparison, as text.</summary>
    JsonPatch,

    /// <summary>Lines for a person, as a unified difference has them, in colors where a host shows them.</summary>
    Text,
}
