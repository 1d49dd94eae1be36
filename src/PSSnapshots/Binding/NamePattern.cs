using System.Management.Automation;
using PSSnapshots.Errors;

namespace PSSnapshots.Binding;

/// <summary>Makes the wildcard patterns of names: case does not matter, in any culture.</summary>
internal static class NamePattern
{
    /// <summary>Returns the pattern, or <see langword="null"/> if the text is not a valid one.</summary>
    public static WildcardPattern? TryMake(string text)
    {
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // The engine checks a pattern when it first matches something.
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    /// <summary>Returns the patterns, or ends the command with an error if one is not valid.</summary>
    public static WildcardPattern[] Require(PSCmdlet cmdlet, string[] texts) => Array.ConvertAll(texts, text =>
    {
        var pattern = TryMake(text);
        if (pattern is null) cmdlet.ThrowTerminatingError(Invalid(text));
        return pattern!;
    });

    /// <summary>Finds the names that a text means: the exact name alone, otherwise what it matches as a pattern.</summary>
    /// <param name="cmdlet">Reports a pattern that is not valid.</param>
    /// <param name="text">The text.</param>
    /// <param name="known">All names.</param>
    /// <param name="notFound">Reports that there is no such name. It is not called for a pattern.</param>
    public static IReadOnlyList<string> Find(Cmdlet cmdlet, string text, IEnumerable<string> known, Action notFound)
    {
        if (known.Contains(text, StringComparer.Ordinal)) return [text];
        if (TryMake(text) is not { } pattern)
        {
            cmdlet.WriteError(Invalid(text));
            return [];
        }
        string[] matches = [.. known.Where(pattern.IsMatch)];
        if (matches.Length == 0 && !WildcardPattern.ContainsWildcardCharacters(text)) notFound();
        return matches;
    }

    /// <summary>Creates the error of a pattern that is not valid.</summary>
    public static ErrorRecord Invalid(string text) => ErrorRecords.Of(nameof(Messages.InvalidPattern), text, text);
}
