using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Checks;

/// <summary>Checks the sections of a page.</summary>
internal static class SectionCheck
{
    /// <summary>Adds problems for sections that are missing or out of order.</summary>
    /// <returns>Whether all sections are there, in order.</returns>
    public static bool CheckOrder(HelpPage page, ProblemList problems, string[] titles)
    {
        string[] missing = [.. titles.Where(title => page.Find(title) is null)];
        foreach (string title in missing)
            problems.Add(ProblemCodes.WrongSection, 0, $"The page of {page.Name} has no section '## {title}'. Add it.");
        if (missing.Length > 0) return false;

        int[] starts = [.. titles.Select(title => page.Find(title)!.Start)];
        if (starts.SequenceEqual(starts.Order())) return true;
        problems.Add(ProblemCodes.WrongSection, 0, $"The sections of {page.Name} are not in the order {string.Join(", ", titles)}. Move them.");
        return false;
    }

    /// <summary>Adds problems for sections without text, and for placeholders anywhere on the page.</summary>
    public static void CheckText(HelpPage page, ProblemList problems, string[] titles)
    {
        foreach (PageSection section in titles.Select(title => page.Find(title)!).Where(section => section.Content.Length == 0))
            problems.Add(ProblemCodes.MissingText, section.Start, $"The section '## {section.Title}' of {page.Name} is empty. Describe it.");

        for (int at = 0; (at = page.Text.IndexOf(Placeholder.Start, at, StringComparison.Ordinal)) >= 0; at++)
            problems.Add(ProblemCodes.MissingText, at, $"{Where(page, at)} has no text yet. Replace '{Line(page, at)}'.");
    }

    private static string Where(HelpPage page, int offset) =>
        ParameterSection.ReadAll(page).LastOrDefault(section => section.Start <= offset) is { } parameter && offset < page.Find(SectionNames.Parameters)!.End
            ? $"The parameter -{parameter.Name} of {page.Name}"
            : $"The page of {page.Name}";

    private static string Line(HelpPage page, int offset) =>
        page.Text[offset..].Split('\n')[0].TrimEnd();
}
