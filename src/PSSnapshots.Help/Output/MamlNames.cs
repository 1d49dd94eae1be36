using System.Xml.Linq;

namespace PSSnapshots.Help.Output;

/// <summary>The namespaces of MAML, the format that <c>Get-Help</c> reads.</summary>
internal static class MamlNames
{
    public static readonly XNamespace HelpItems = "http://msh";
    public static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    public static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    public static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>The declarations of the prefixes, for the element of a command.</summary>
    public static IEnumerable<XAttribute> Declarations =>
        [new(XNamespace.Xmlns + "maml", Maml), new(XNamespace.Xmlns + "command", Command), new(XNamespace.Xmlns + "dev", Dev)];
}
