namespace PSSnapshots.Help.Pages;

/// <summary>The headings of a page, which the schema of Microsoft.PowerShell.PlatyPS prescribes.</summary>
internal static class SectionNames
{
    public const string Synopsis = "SYNOPSIS";
    public const string Syntax = "SYNTAX";
    public const string Aliases = "ALIASES";
    public const string Description = "DESCRIPTION";
    public const string Examples = "EXAMPLES";
    public const string Parameters = "PARAMETERS";
    public const string Inputs = "INPUTS";
    public const string Outputs = "OUTPUTS";
    public const string Notes = "NOTES";
    public const string RelatedLinks = "RELATED LINKS";
    public const string ShortDescription = "Short description";
    public const string LongDescription = "Long description";
    public const string SeeAlso = "See also";

    /// <summary>The sections of a cmdlet's page, in the order of the schema.</summary>
    public static readonly string[] OfCmdlet =
        [Synopsis, Syntax, Aliases, Description, Examples, Parameters, Inputs, Outputs, Notes, RelatedLinks];

    /// <summary>The sections that a conceptual topic cannot do without, in order. Others may be between them.</summary>
    public static readonly string[] OfTopic = [ShortDescription, LongDescription, SeeAlso];
}
