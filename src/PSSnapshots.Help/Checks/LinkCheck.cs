using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Checks;

/// <summary>Checks the related links of a page.</summary>
internal static class LinkCheck
{
    /// <summary>Adds a problem for each link to a page that does not exist, and for a section without links.</summary>
    public static void Check(HelpPage page, ProblemList problems, IReadOnlySet<string> pageNames, string sectionTitle)
    {
        PageSection section = page.Find(sectionTitle)!;
        (string Text, string Url)[] links = [.. RelatedLinks.Read(section)];
        if (links.Length == 0)
            problems.Add(ProblemCodes.BrokenLink, section.Start, $"The section '## {sectionTitle}' of {page.Name} has no link. Add one.");
        foreach ((string text, string url) in links.Where(link => !link.Url.Contains("://", StringComparison.Ordinal)))
        {
            if (!pageNames.Contains(Path.GetFileNameWithoutExtension(url)))
                problems.Add(ProblemCodes.BrokenLink, section.Start, $"The link '{text}' of {page.Name} leads to '{url}', which is not a page. Correct it.");
        }
    }
}
