namespace PSSnapshots.Help.Pages;

/// <summary>The mark of a text that someone has still to write.</summary>
internal static class Placeholder
{
    /// <summary>What each placeholder begins with.</summary>
    public const string Start = "{{ Fill";

    /// <summary>Returns the placeholder for a text.</summary>
    public static string Of(string what) => $"{Start} {what} }}}}";
}
