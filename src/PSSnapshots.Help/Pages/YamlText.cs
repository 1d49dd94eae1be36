namespace PSSnapshots.Help.Pages;

/// <summary>Scalars of YAML, as far as help pages have them.</summary>
internal static class YamlText
{
    private const string Indicators = "*&!|>'\"%@`[]{}#,?:-";

    /// <summary>Returns a scalar, in single quotes if it needs them.</summary>
    public static string Quote(string value) =>
        NeedsQuotes(value) ? $"'{value.Replace("'", "''", StringComparison.Ordinal)}'" : value;

    /// <summary>Returns the value of a scalar that may be in quotes.</summary>
    public static string Unquote(string scalar)
    {
        if (scalar.Length < 2 || scalar[0] != scalar[^1] || scalar[0] is not ('\'' or '"')) return scalar;
        string inner = scalar[1..^1];
        return scalar[0] == '\'' ? inner.Replace("''", "'", StringComparison.Ordinal) : inner.Replace("\\\"", "\"", StringComparison.Ordinal);
    }

    private static bool NeedsQuotes(string value) =>
        value.Length == 0
        || Indicators.Contains(value[0], StringComparison.Ordinal)
        || value.Contains(": ", StringComparison.Ordinal)
        || value.Contains(" #", StringComparison.Ordinal)
        || value != value.Trim();
}
