namespace PSSnapshots.Binding;

/// <summary>Filters JSON Pointers by patterns. A pattern that matches a location also matches everything below it.</summary>
internal sealed class PointerFilter
{
    private readonly PointerPattern[]? _include;
    private readonly PointerPattern[]? _exclude;

    private PointerFilter(string[]? include, string[]? exclude)
    {
        _include = Patterns(include);
        _exclude = Patterns(exclude);
    }

    /// <summary>Gets the include patterns that matched nothing in the compared states.</summary>
    public IEnumerable<string> UnmatchedIncludes => Unmatched(_include);

    /// <summary>Gets the exclude patterns that matched nothing in the compared states.</summary>
    public IEnumerable<string> UnmatchedExcludes => Unmatched(_exclude);

    /// <summary>Returns the filter, or <see langword="null"/> if there are no patterns.</summary>
    public static PointerFilter? Of(string[]? include, string[]? exclude) =>
        include is null && exclude is null ? null : new PointerFilter(include, exclude);

    /// <summary>Returns a predicate that decides whether a location in two states is included.</summary>
    public Func<string, bool> Between(RunState from, RunState to)
    {
        var include = _include is null ? null : Array.ConvertAll(_include, pattern => pattern.Between(from, to));
        var exclude = _exclude is null ? null : Array.ConvertAll(_exclude, pattern => pattern.Between(from, to));
        return pointer => (include is null || Matches(include, pointer)) && (exclude is null || !Matches(exclude, pointer));
    }

    private static PointerPattern[]? Patterns(string[]? patterns) =>
        patterns is null ? null : Array.ConvertAll(patterns, text => new PointerPattern(text));

    private static IEnumerable<string> Unmatched(PointerPattern[]? patterns) =>
        (patterns ?? []).Where(pattern => pattern.MatchedNothing).Select(pattern => pattern.Text);

    private static bool Matches(Func<string, bool>[] patterns, string pointer)
    {
        for (var end = pointer.Length; end > 0; end = pointer.LastIndexOf('/', end - 1))
        {
            var place = pointer[..end];
            foreach (var matches in patterns)
                if (matches(place)) return true;
        }
        return false;
    }
}
