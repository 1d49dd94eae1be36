using PSSnapshots.Help.Commands;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Tests.Help;

/// <summary>The sample cmdlet as the help tool describes it, and a page that fits it.</summary>
internal static class SampleHelp
{
    /// <summary>The path of the assembly that has the sample cmdlet.</summary>
    public static string AssemblyPath => typeof(GetHelpSampleCommand).Assembly.Location;

    /// <summary>The sample cmdlet.</summary>
    public static CommandDescription Command { get; } = CommandReader.Read(AssemblyPath).Commands.Single(command => command.Name == "Get-HelpSample");

    /// <summary>A page without problems.</summary>
    public static string PageText { get; } = Describe(CmdletPageUpdate.Create("Get-HelpSample.md", Command, "Sample", new DateOnly(2026, 1, 2)));

    /// <summary>Replaces every placeholder of a page with a text.</summary>
    public static string Describe(string page)
    {
        for (int start; (start = page.IndexOf(Placeholder.Start, StringComparison.Ordinal)) >= 0;)
            page = page[..start] + "Something." + page[(page.IndexOf("}}", start, StringComparison.Ordinal) + 2)..];
        return page;
    }
}
