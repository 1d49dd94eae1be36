using System.Globalization;
using PSSnapshots.Help.Commands;

namespace PSSnapshots.Help.Pages;

/// <summary>Brings the generated parts of a cmdlet's page up to date. Prose and examples stay as they are.</summary>
internal static class CmdletPageUpdate
{
    /// <summary>Returns the text that the page should have.</summary>
    public static string Apply(HelpPage page, CommandDescription command)
    {
        // From the end to the start, so that offsets stay valid.
        string text = page.Text;
        text = Replace(text, page.Find(SectionNames.Outputs), section => OutputSection.Write(section, command));
        text = Replace(text, page.Find(SectionNames.Parameters), _ => Parameters(page, command));
        text = Replace(text, page.Find(SectionNames.Aliases), _ => AliasSection.Write(command));
        return Replace(text, page.Find(SectionNames.Syntax), _ => SyntaxSection.Write(command));
    }

    /// <summary>Returns a new page with placeholders for everything that the assembly does not tell.</summary>
    public static string Create(string path, CommandDescription command, string moduleName, DateOnly date)
    {
        string text = $"""
            ---
            document type: cmdlet
            external help file: {command.AssemblyName}.dll-Help.xml
            HelpUri: ''
            Locale: en-US
            Module Name: {moduleName}
            ms.date: {date.ToString("MM/dd/yyyy", CultureInfo.InvariantCulture)}
            PlatyPS schema version: {PageSchema.Version}
            title: {command.Name}
            ---

            # {command.Name}

            ## SYNOPSIS

            {Placeholder.Of("in the Synopsis")}

            ## SYNTAX

            ## ALIASES

            ## DESCRIPTION

            {Placeholder.Of("in the Description")}

            ## EXAMPLES

            ### Example 1: {Placeholder.Of("in the title")}

            ```powershell
            {command.Name}
            ```

            {Placeholder.Of("in the description of the example")}

            ## PARAMETERS

            ## INPUTS

            ### None

            {Placeholder.Of("in the Description")}

            ## OUTPUTS

            ## NOTES

            ## RELATED LINKS

            - [about_{moduleName}](about_{moduleName}.md)

            """;
        return Apply(HelpPage.Parse(path, text), command);
    }

    private static string Parameters(HelpPage page, CommandDescription command)
    {
        Dictionary<string, ParameterSection> sections = ParameterSection.ReadAll(page)
            .DistinctBy(section => section.Name).ToDictionary(section => section.Name, StringComparer.Ordinal);
        IEnumerable<string> parameters = command.Parameters.Select(parameter =>
            ParameterSection.Write(parameter, sections.GetValueOrDefault(parameter.Name)));
        return string.Join("\n\n", [.. parameters, CommonParameters]);
    }

    private static string Replace(string text, PageSection? section, Func<PageSection, string> write)
    {
        if (section is null) return text;
        string rest = text[section.End..];
        string content = write(section);
        return $"{text[..section.ContentStart]}\n{(content.Length > 0 ? $"\n{content}\n" : "")}{(rest.Length > 0 ? "\n" : "")}{rest}";
    }

    private const string CommonParameters = """
        ### CommonParameters

        This cmdlet supports the common parameters: -Debug, -ErrorAction, -ErrorVariable,
        -InformationAction, -InformationVariable, -OutBuffer, -OutVariable, -PipelineVariable,
        -ProgressAction, -Verbose, -WarningAction, and -WarningVariable. For more information, see
        [about_CommonParameters](https://go.microsoft.com/fwlink/?LinkID=113216).
        """;
}
