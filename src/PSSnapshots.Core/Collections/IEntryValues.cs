namespace PSSnapshots.Collections;

/// <summary>Entries of any type as the JSON that each is.</summary>
internal interface IEntryValues
{
    /// <summary>The JSON of one entry.</summary>
    public JsonValue ValueAt(int index);
}
