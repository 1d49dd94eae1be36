using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>Chooses JSON Pointers by patterns with wildcards. A pattern that matches a place matches all below it.</summary>
internal sealed class PointerFilter(string[]? include, string[]? exclude)
{
    private readonly WildcardPattern[]? _include = Patterns(include);
    private readonly WildcardPattern[]? _exclude = Patterns(exclude);

    /// <summary>The filter's function, or nothing where there is nothing to choose by.</summary>
    public static Func<string, bool>? Of(string[]? include, string[]? exclude) =>
        include is null && exclude is null ? null : new PointerFilter(include, exclude).Includes;

    public bool Includes(string pointer) =>
        (_include is null || Matches(_include, pointer)) && (_exclude is null || !Matches(_exclude, pointer));

    private static WildcardPattern[]? Patterns(string[]? patterns) =>
        patterns is null ? null : Array.ConvertAll(patterns, text => new WildcardPattern(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant));

    private static bool Matches(WildcardPattern[] patterns, string pointer)
    {
        for (var end = pointer.Length; end > 0; end = pointer.LastIndexOf('/', end - 1))
        {
            var place = pointer[..end];
            if (patterns.Any(pattern => pattern.IsMatch(place))) return true;
        }
        return false;
    }
}
