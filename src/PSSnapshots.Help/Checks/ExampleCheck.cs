using System.Globalization;
using Markdig.Syntax;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Checks;

/// <summary>Checks the form of the examples. Whether they run is for a test.</summary>
internal static class ExampleCheck
{
    /// <summary>Adds problems for examples without code, and for titles that are not numbered in order.</summary>
    public static void Check(HelpPage page, ProblemList problems)
    {
        IReadOnlyList<PageSection> examples = page.Find(SectionNames.Examples)!.Sections;
        if (examples.Count == 0)
            problems.Add(ProblemCodes.WrongExample, page.Find(SectionNames.Examples)!.Start, $"{page.Name} has no example. Add one.");
        foreach ((int index, PageSection example) in examples.Index())
            Check(page, example, index + 1, problems);
    }

    private static void Check(HelpPage page, PageSection example, int number, ProblemList problems)
    {
        string start = string.Create(CultureInfo.InvariantCulture, $"Example {number}: ");
        if (!example.Title.StartsWith(start, StringComparison.Ordinal))
            problems.Add(ProblemCodes.WrongExample, example.Start, $"The title '{example.Title}' of {page.Name} should begin with '{start}'. Change it.");

        string[] languages = [.. example.CodeBlocks.Select(code => code.Info ?? "")];
        if (languages is not (["powershell"] or ["powershell", "Output"]))
        {
            problems.Add(
                ProblemCodes.WrongExample, example.Start,
                $"'{example.Title}' of {page.Name} should have one code block 'powershell', and behind it at most one 'Output'. It has: {string.Join(", ", languages)}.");
        }

        if (!example.Blocks.Any(block => block is ParagraphBlock))
            problems.Add(ProblemCodes.WrongExample, example.Start, $"'{example.Title}' of {page.Name} has no description. Describe it.");
    }
}
