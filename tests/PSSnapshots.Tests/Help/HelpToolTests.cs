using System.Xml.Linq;
using PSSnapshots.Help;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Help;

/// <summary>The tool as the build runs it, on the assembly of these tests.</summary>
public sealed class HelpToolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    private string Pages => Path.Combine(_folder.Path, "pages");

    private string Output => Path.Combine(_folder.Path, "help");

    private string SamplePage => Path.Combine(Pages, "Get-HelpSample.md");

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private static string PageText { get; } = SampleHelp.PageText.Replace("about_Sample", "about_PSSnapshots.Tests", StringComparison.Ordinal);

    private int Run(string action)
    {
        _output.GetStringBuilder().Clear();
        _error.GetStringBuilder().Clear();
        return Program.Run([action, SampleHelp.AssemblyPath, Pages, Output], _output, _error);
    }

    // Creates the pages of all cmdlets of this assembly, and describes them.
    private void CreatePages()
    {
        Directory.CreateDirectory(Pages);
        Assert.Equal(1, Run("update"));
        foreach (string path in Directory.GetFiles(Pages))
            File.WriteAllText(path, SampleHelp.Describe(File.ReadAllText(path)));
        File.WriteAllText(Path.Combine(Pages, "about_PSSnapshots.Tests.md"), """
            ---
            description: Explains a sample.
            Locale: en-US
            ms.date: 01/02/2026
            title: about_PSSnapshots.Tests
            ---

            # about_PSSnapshots.Tests

            ## Short description

            Explains a sample.

            ## Long description

            Something.

            ## See also

            - [Get-HelpSample](Get-HelpSample.md)
            """);
    }

    [Fact]
    public void Update_creates_missing_pages_which_build_once_they_are_described()
    {
        CreatePages();

        Assert.Equal((0, ""), (Run("build"), _error.ToString()));
        Assert.Equal(["PSSnapshots.Tests.dll-Help.xml", "about_PSSnapshots.Tests.help.txt"], Directory.GetFiles(Output).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal((0, ""), (Run("update"), _output.ToString()));
    }

    [Fact]
    public void Page_that_is_missing_fails_the_build_with_an_error_that_MSBuild_reports()
    {
        CreatePages();
        File.Delete(SamplePage);

        Assert.Equal(1, Run("build"));
        Assert.StartsWith($"{SamplePage}: error HELP001: Get-HelpSample has no page. Run './build.ps1 -Task Help'", _error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void Page_of_a_cmdlet_that_does_not_exist_fails_the_build()
    {
        CreatePages();
        File.WriteAllText(Path.Combine(Pages, "Get-Other.md"), "");

        Assert.Equal(1, Run("build"));
        Assert.Contains("Get-Other.md: error HELP002: The module has no cmdlet Get-Other.", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Stale_page_fails_the_build_with_its_line_and_the_update_repairs_it()
    {
        CreatePages();
        File.WriteAllText(SamplePage, PageText.Replace("Type: System.Int32", "Type: System.Int64", StringComparison.Ordinal));
        int line = PageText[..PageText.IndexOf("### -Count", StringComparison.Ordinal)].Count(character => character == '\n') + 1;

        Assert.Equal(1, Run("build"));
        Assert.StartsWith($"{SamplePage}({line}): error HELP005: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, Run("update"));
        Assert.Equal($"Updated {SamplePage}", _output.ToString().Trim());
        Assert.Equal(0, Run("build"));
    }

    [Fact]
    public void Output_of_an_example_is_the_first_of_its_remarks_so_that_its_code_can_be_run()
    {
        CreatePages();
        File.WriteAllText(SamplePage, PageText.Replace(
            "```powershell\nGet-HelpSample\n```\n", "```powershell\nGet-HelpSample\n```\n\n```Output\nName Count\n---- -----\na        3\n```\n", StringComparison.Ordinal));
        Assert.Equal(0, Run("build"));

        XElement example = XDocument.Load(Path.Combine(Output, "PSSnapshots.Tests.dll-Help.xml")).Descendants()
            .Single(element => element.Name.LocalName == "command" && element.Value.Contains("Get-HelpSample", StringComparison.Ordinal))
            .Descendants().Single(element => element.Name.LocalName == "example");

        Assert.Equal(["Example 1: Something.", "Get-HelpSample"], example.Elements().Take(2).Select(element => element.Value));
        Assert.Equal(["Name Count\n---- -----\na        3", "Something.", ""], example.Elements().Last().Elements().Select(element => element.Value));
    }

    [Fact]
    public void Wrong_arguments_print_the_usage()
    {
        Assert.Equal(2, Program.Run(["check"], _output, _error));
        Assert.StartsWith("Usage: ", _error.ToString(), StringComparison.Ordinal);
    }
}
