using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Checks;

/// <summary>The problems of one page, as they are found.</summary>
internal sealed class ProblemList(HelpPage page)
{
    /// <summary>The command that rewrites the generated parts of the pages.</summary>
    public const string UpdateCommand = "Run './build.ps1 -Task Help'";

    private readonly List<HelpProblem> _problems = [];

    /// <summary>The problems, in the order of the lines.</summary>
    public IReadOnlyList<HelpProblem> Problems => [.. _problems.OrderBy(problem => problem.Line)];

    /// <summary>Adds a problem at an offset in the text of the page.</summary>
    public void Add(string code, int offset, string message) => _problems.Add(new HelpProblem(page.Path, page.LineOf(offset), code, message));
}
