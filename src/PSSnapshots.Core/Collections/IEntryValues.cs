namespace PSSnapshots.Collections;

/// <summary>Provides the JSON of entries, regardless of their type.</summary>
internal interface IEntryValues
{
    /// <summary>Returns the JSON of one entry.</summary>
    public JsonValue ValueAt(int index);
}
