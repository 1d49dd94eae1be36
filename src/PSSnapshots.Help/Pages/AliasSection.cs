using PSSnapshots.Help.Commands;

namespace PSSnapshots.Help.Pages;

/// <summary>The section ALIASES, which is made of the module alone.</summary>
internal static class AliasSection
{
    /// <summary>Returns the content of the section, which is empty for a cmdlet without aliases.</summary>
    public static string Write(CommandDescription command) => command.Aliases.Count == 0
        ? ""
        : $"This cmdlet has the following aliases:\n\n{string.Join('\n', command.Aliases.Select(alias => $"- `{alias}`"))}";
}
