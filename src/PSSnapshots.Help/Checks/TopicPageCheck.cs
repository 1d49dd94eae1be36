using PSSnapshots.Help.Output;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Checks;

/// <summary>Checks the page of a conceptual topic.</summary>
internal static class TopicPageCheck
{
    /// <summary>Returns what is wrong with a page.</summary>
    public static IReadOnlyList<HelpProblem> Check(HelpPage page, IReadOnlySet<string> pageNames)
    {
        ProblemList problems = new(page);
        FrontMatterCheck.Check(page, problems, PageSchema.TopicKeys);
        if (!SectionCheck.CheckOrder(page, problems, SectionNames.OfTopic)) return problems.Problems;

        SectionCheck.CheckText(page, problems, [SectionNames.ShortDescription, SectionNames.LongDescription]);
        LinkCheck.Check(page, problems, pageNames, SectionNames.SeeAlso);
        foreach (string line in TopicWriter.Write(page).Where(line => line.Length > TextWrapper.LineLength))
            problems.Add(ProblemCodes.LongLine, Offset(page, line), $"The line '{line.Trim()}' of {page.Name} is longer than {TextWrapper.LineLength} characters in Get-Help. Shorten it.");
        return problems.Problems;
    }

    private static int Offset(HelpPage page, string line) => Math.Max(0, page.Text.IndexOf(line.Trim(), StringComparison.Ordinal));
}
