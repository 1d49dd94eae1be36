using PSSnapshots.Help.Checks;
using PSSnapshots.Help.Output;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Tests.Help;

public sealed class TopicPageTests
{
    private const string Start = """
        ---
        description: Explains a sample.
        Locale: en-US
        ms.date: 01/02/2026
        title: about_Sample
        ---

        # about_Sample

        ## Short description

        Explains a sample.

        ## Long description

        """;

    private const string End = """


        ## See also

        - [Get-HelpSample](Get-HelpSample.md)

        """;

    private static HelpPage Page(string content) => HelpPage.Parse("about_Sample.md", Start + "\n" + content + End);

    private static IReadOnlyList<HelpProblem> Check(string content) => TopicPageCheck.Check(Page(content), new HashSet<string> { "Get-HelpSample" });

    [Fact]
    public void Topic_is_written_as_text_of_80_columns()
    {
        string text = string.Join('\n', TopicWriter.Write(Page("""
            A paragraph with `code`, *emphasis* and a [link](https://example.com) that is longer
            than one line of the text, `$_` and \*.

            - An item.
            - Another item that is longer than one line of the text, so that its second line is indented.

            ```powershell
            Get-HelpSample

              -Count 3
            ```

            ## How it looks

            | Name | Description |
            | ---- | ----------- |
            | `Short` | Says something that is longer than one line of the text, and goes on below itself. |
            | a name that is much too long for the column | Says something. |
            """)));

        Assert.Equal(
            """
            TOPIC
                about_Sample

            SHORT DESCRIPTION
                Explains a sample.

            LONG DESCRIPTION
                A paragraph with code, emphasis and a link that is longer than one line of
                the text, $_ and *.

                - An item.
                - Another item that is longer than one line of the text, so that its second
                  line is indented.

                    Get-HelpSample

                      -Count 3

            HOW IT LOOKS
                    Short  Says something that is longer than one line of the text, and goes
                           on below itself.
                    a name that is much too long for the column
                           Says something.

            SEE ALSO
                Get-HelpSample
            """,
            text);
    }

    [Fact]
    public void Topic_that_fits_has_no_problems() => Assert.Empty(Check("Something."));

    [Theory]
    [InlineData("{{ Fill this }}", "HELP009")]
    [InlineData("", "HELP009")]
    [InlineData("```\n012345678901234567890123456789012345678901234567890123456789012345678901234567890\n```", "HELP014")]
    public void Topic_with_a_gap_or_a_long_line_has_a_problem(string content, string code) =>
        Assert.Equal(code, Assert.Single(Check(content)).Code);

    [Fact]
    public void Link_to_a_page_that_does_not_exist_is_a_problem() =>
        Assert.Equal("HELP013", Assert.Single(TopicPageCheck.Check(Page("Something."), new HashSet<string>())).Code);
}
