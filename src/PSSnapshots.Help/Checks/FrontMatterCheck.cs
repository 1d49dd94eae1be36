using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Checks;

/// <summary>Checks the keys before the title of a page.</summary>
internal static class FrontMatterCheck
{
    /// <summary>Adds a problem for each key that is missing or has a wrong value, and for a wrong title.</summary>
    public static void Check(HelpPage page, ProblemList problems, string[] keys)
    {
        foreach (string key in keys.Where(key => !page.FrontMatter.ContainsKey(key)))
            problems.Add(ProblemCodes.WrongFrontMatter, 0, $"The front matter has no '{key}'. Add it.");
        foreach ((string key, string value) in PageSchema.FixedValues)
            CheckValue(page, problems, key, value);
        CheckValue(page, problems, "title", page.Name);
        if (page.Title != page.Name)
            problems.Add(ProblemCodes.WrongFrontMatter, 0, $"The heading is '{page.Title}', and the file is '{page.Name}.md'. Give both the same name.");
    }

    private static void CheckValue(HelpPage page, ProblemList problems, string key, string value)
    {
        if (page.FrontMatter.TryGetValue(key, out string? actual) && actual != value)
            problems.Add(ProblemCodes.WrongFrontMatter, 0, $"The front matter has '{key}: {actual}'. Change it to '{key}: {value}'.");
    }
}
