namespace PSSnapshots.Help.Checks;

/// <summary>The stable codes of problems.</summary>
internal static class ProblemCodes
{
    public const string MissingPage = "HELP001";
    public const string UnknownCmdlet = "HELP002";
    public const string MissingParameter = "HELP003";
    public const string UnknownParameter = "HELP004";
    public const string StaleParameter = "HELP005";
    public const string StaleSyntax = "HELP006";
    public const string StaleOutput = "HELP007";
    public const string StalePage = "HELP008";
    public const string MissingText = "HELP009";
    public const string WrongSection = "HELP010";
    public const string WrongFrontMatter = "HELP011";
    public const string WrongExample = "HELP012";
    public const string BrokenLink = "HELP013";
    public const string LongLine = "HELP014";
    public const string StaleAliases = "HELP015";
}
