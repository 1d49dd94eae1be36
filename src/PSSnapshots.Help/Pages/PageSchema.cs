namespace PSSnapshots.Help.Pages;

/// <summary>What the schema of Microsoft.PowerShell.PlatyPS prescribes for the front matter.</summary>
internal static class PageSchema
{
    /// <summary>The version of the schema that the pages follow.</summary>
    public const string Version = "2024-05-01";

    /// <summary>The keys that the schema requires of a cmdlet's page.</summary>
    public static readonly string[] CmdletKeys =
        ["document type", "external help file", "HelpUri", "Locale", "Module Name", "ms.date", "PlatyPS schema version", "title"];

    /// <summary>The keys of a conceptual topic.</summary>
    public static readonly string[] TopicKeys = ["description", "Locale", "ms.date", "title"];

    /// <summary>The keys whose value is the same on all pages that have them.</summary>
    public static readonly (string Key, string Value)[] FixedValues =
        [("document type", "cmdlet"), ("Locale", "en-US"), ("PlatyPS schema version", Version)];
}
