using System.Management.Automation;
using PSSnapshots.Errors;

namespace PSSnapshots.Binding;

/// <summary>Creates wildcard patterns for names. Matching ignores case and culture.</summary>
internal static class NamePattern
{
    /// <summary>Returns the pattern, or <see langword="null"/> if the text is not a valid one.</summary>
    public static WildcardPattern? TryMake(string text)
    {
        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            // PowerShell validates a pattern on its first match.
            pattern.IsMatch("");
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    /// <summary>Returns the patterns, or throws a terminating error if one is not valid.</summary>
    public static WildcardPattern[] Require(PSCmdlet cmdlet, string[] texts) => Array.ConvertAll(texts, text =>
    {
        var pattern = TryMake(text);
        if (pattern is null) cmdlet.ThrowTerminatingError(Invalid(text));
        return pattern!;
    });

    /// <summary>Finds names by an exact name or a wildcard pattern. An exact name takes precedence.</summary>
    /// <param name="cmdlet">The cmdlet that reports an invalid pattern.</param>
    /// <param name="text">An exact name or a wildcard pattern.</param>
    /// <param name="known">The names to search.</param>
    /// <param name="notFound">Reports that the name was not found. Not called for a pattern.</param>
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

    /// <summary>Creates the error record for an invalid pattern.</summary>
    public static ErrorRecord Invalid(string text) => ErrorRecords.Of(nameof(Messages.InvalidPattern), text, text);
}
