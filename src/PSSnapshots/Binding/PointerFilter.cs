namespace PSSnapshots.Binding;

/// <summary>Chooses JSON Pointers by patterns. A pattern that matches a place matches all below it.</summary>
internal sealed class PointerFilter
{
    private readonly PointerPattern[]? _include;
    private readonly PointerPattern[]? _exclude;

    private PointerFilter(string[]? include, string[]? exclude)
    {
        _include = Patterns(include);
        _exclude = Patterns(exclude);
    }

    /// <summary>The patterns to include that matched nothing in the states that were asked about.</summary>
    public IEnumerable<string> UnmatchedIncludes => Unmatched(_include);

    /// <summary>The patterns to exclude that matched nothing in the states that were asked about.</summary>
    public IEnumerable<string> UnmatchedExcludes => Unmatched(_exclude);

    /// <summary>The filter, or nothing where there is nothing to choose by.</summary>
    public static PointerFilter? Of(string[]? include, string[]? exclude) =>
        include is null && exclude is null ? null : new PointerFilter(include, exclude);

    /// <summary>What tells whether a place is chosen in two states.</summary>
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
