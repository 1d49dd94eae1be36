using PSSnapshots.Help.Checks;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Tests.Help;

/// <summary>A page that does not fit its cmdlet fails the build, and the update repairs what is generated.</summary>
public sealed class CmdletPageTests
{
    private static readonly HashSet<string> Names = ["Get-HelpSample", "about_Sample"];

    private static HelpPage Page(string text) => HelpPage.Parse("Get-HelpSample.md", text);

    private static IReadOnlyList<HelpProblem> Check(string text) => CmdletPageCheck.Check(Page(text), SampleHelp.Command, Names);

    private static string Update(string text) => CmdletPageUpdate.Apply(Page(text), SampleHelp.Command);

    private static string Replace(string oldText, string newText)
    {
        Assert.Contains(oldText, SampleHelp.PageText, StringComparison.Ordinal);
        return SampleHelp.PageText.Replace(oldText, newText, StringComparison.Ordinal);
    }

    private static string Without(string parameter)
    {
        int start = SampleHelp.PageText.IndexOf($"### -{parameter}\n", StringComparison.Ordinal);
        int end = SampleHelp.PageText.IndexOf("\n### ", start, StringComparison.Ordinal) + 1;
        return SampleHelp.PageText.Remove(start, end - start);
    }

    [Fact]
    public void Page_that_fits_has_no_problems_and_is_not_changed()
    {
        Assert.Empty(Check(SampleHelp.PageText));
        Assert.Equal(SampleHelp.PageText, Update(SampleHelp.PageText));
        Assert.Empty(Check(SampleHelp.PageText.ReplaceLineEndings("\r\n")));
    }

    [Fact]
    public void Missing_parameter_is_a_problem_that_names_it_and_the_update_adds_its_section()
    {
        string text = Without("Count");

        HelpProblem problem = Assert.Single(Check(text));
        Assert.Equal(
            ("HELP003", "The page of Get-HelpSample does not describe the parameter -Count. Run './build.ps1 -Task Help' to add its section, and then describe it."),
            (problem.Code, problem.Message));

        problem = Assert.Single(Check(Update(text)));
        Assert.Equal(
            ("HELP009", "The parameter -Count of Get-HelpSample has no text yet. Replace '{{ Fill Count Description }}'."),
            (problem.Code, problem.Message));
        Assert.Equal(SampleHelp.PageText, SampleHelp.Describe(Update(text)));
    }

    [Fact]
    public void Parameter_that_does_not_exist_is_a_problem_that_names_it_and_the_update_removes_it()
    {
        string text = Replace("### -Count\n", "### -Size\n\nHow many.\n\n### -Count\n");

        HelpProblem problem = Assert.Single(Check(text));
        Assert.Equal(
            ("HELP004", "Get-HelpSample has no parameter -Size. Run './build.ps1 -Task Help' to remove its section, or rename it to the parameter that it describes."),
            (problem.Code, problem.Message));
        Assert.Equal("### -Size", text.Split('\n')[problem.Line - 1]);
        Assert.Equal(SampleHelp.PageText, Update(text));
    }

    [Theory]
    [InlineData("Type: System.Int32", "Type: System.Int64", "Count")]
    [InlineData("DefaultValue: 7", "DefaultValue: 8", "Count")]
    [InlineData("- Label\n", "", "Name")]
    [InlineData("SupportsWildcards: true", "SupportsWildcards: false", "Name")]
    [InlineData("  Position: 0", "  Position: 1", "Name")]
    [InlineData("  ValueFromPipeline: true", "  ValueFromPipeline: false", "Name")]
    [InlineData("- green\n", "", "Color")]
    [InlineData("  IsRequired: true", "  IsRequired: false", "Day")]
    public void Stale_fact_about_a_parameter_is_a_problem_that_names_it_and_the_update_corrects_it(string oldText, string newText, string parameter)
    {
        string text = Replace(oldText, newText);

        HelpProblem problem = Assert.Single(Check(text));
        Assert.Equal(
            ("HELP005", $"The facts about the parameter -{parameter} of Get-HelpSample are out of date. Run './build.ps1 -Task Help' to rewrite them."),
            (problem.Code, problem.Message));
        Assert.Equal(SampleHelp.PageText, Update(text));
    }

    [Fact]
    public void Stale_syntax_is_a_problem_that_the_update_corrects()
    {
        string text = Replace("[-Count <int>]", "[-Size <int>]");

        HelpProblem problem = Assert.Single(Check(text));
        Assert.Equal(
            ("HELP006", "The syntax of Get-HelpSample is out of date. Run './build.ps1 -Task Help' to rewrite it."),
            (problem.Code, problem.Message));
        Assert.Equal(SampleHelp.PageText, Update(text));
    }

    [Fact]
    public void Stale_aliases_are_a_problem_that_the_update_corrects()
    {
        string text = Replace("This cmdlet has the following aliases:\n\n- `ghs`\n- `sample`\n\n", "");

        HelpProblem problem = Assert.Single(Check(text));
        Assert.Equal(
            ("HELP015", "The aliases of Get-HelpSample are out of date. Run './build.ps1 -Task Help' to rewrite them."),
            (problem.Code, problem.Message));
        Assert.Equal(SampleHelp.PageText, Update(text));
    }

    [Theory]
    [InlineData("### System.DayOfWeek\n", "### System.Guid\n", 2)]
    [InlineData("### System.String\n\nSomething.\n\n", "", 1)]
    public void Stale_output_type_is_a_problem_that_the_update_corrects(string oldText, string newText, int count)
    {
        string text = Replace(oldText, newText);

        Assert.Equal(Enumerable.Repeat("HELP007", count), Check(text).Select(problem => problem.Code));
        Assert.DoesNotContain(Check(SampleHelp.Describe(Update(text))), problem => problem.Code == "HELP007");
    }

    [Fact]
    public void Update_keeps_prose_and_examples_as_they_are()
    {
        string text = Replace("### -Count\n\nSomething.", "### -Count\n\nSpecifies *how many*. See [this](x.md).\n\n- one\n- two")
            .Replace("## NOTES\n", "## NOTES\n\nA note with `code`.\n", StringComparison.Ordinal);

        Assert.Empty(Check(text));
        Assert.Equal(text, Update(text));
    }

    [Theory]
    [InlineData("title: Get-HelpSample", "title: Get-Other", "HELP011", "'title: Get-Other'")]
    [InlineData("Locale: en-US\n", "", "HELP011", "'Locale'")]
    [InlineData("schema version: 2024-05-01", "schema version: 2.0.0", "HELP011", "'PlatyPS schema version: 2024-05-01'")]
    [InlineData("# Get-HelpSample\n", "# Get-Sample\n", "HELP011", "'Get-Sample'")]
    [InlineData("## NOTES\n\n", "", "HELP010", "'## NOTES'")]
    [InlineData("## SYNOPSIS\n\nSomething.\n\n", "## SYNOPSIS\n\n", "HELP009", "'## SYNOPSIS'")]
    [InlineData("### -Count\n\nSomething.\n\n", "### -Count\n\n", "HELP009", "-Count")]
    [InlineData("### Example 1: ", "### Example 2: ", "HELP012", "'Example 1: '")]
    [InlineData("```powershell\n", "```\n", "HELP012", "'powershell'")]
    [InlineData("(about_Sample.md)", "(about_Simple.md)", "HELP013", "'about_Simple.md'")]
    public void Page_against_the_schema_is_a_problem(string oldText, string newText, string code, string named)
    {
        HelpProblem problem = Assert.Single(Check(Replace(oldText, newText)));

        Assert.Equal(code, problem.Code);
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Sections_out_of_order_are_a_problem()
    {
        string text = Replace("## NOTES\n\n", "").Replace("## INPUTS\n", "## NOTES\n\n## INPUTS\n", StringComparison.Ordinal);

        Assert.Equal("HELP010", Assert.Single(Check(text)).Code);
    }
}
