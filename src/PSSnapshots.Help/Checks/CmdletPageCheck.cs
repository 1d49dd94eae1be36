using PSSnapshots.Help.Commands;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help.Checks;

/// <summary>Compares the page of a cmdlet with the assembly and the schema.</summary>
internal static class CmdletPageCheck
{
    /// <summary>Returns what is wrong with a page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="command">The cmdlet that it describes.</param>
    /// <param name="pageNames">The names of all pages, for links.</param>
    public static IReadOnlyList<HelpProblem> Check(HelpPage page, CommandDescription command, IReadOnlySet<string> pageNames)
    {
        ProblemList problems = new(page);
        FrontMatterCheck.Check(page, problems, PageSchema.CmdletKeys);
        if (!SectionCheck.CheckOrder(page, problems, SectionNames.OfCmdlet)) return problems.Problems;

        CheckSyntax(page, command, problems);
        CheckAliases(page, command, problems);
        CheckParameters(page, command, problems);
        CheckOutputs(page, command, problems);
        SectionCheck.CheckText(page, problems, [SectionNames.Synopsis, SectionNames.Description, SectionNames.Inputs]);
        ExampleCheck.Check(page, problems);
        LinkCheck.Check(page, problems, pageNames, SectionNames.RelatedLinks);

        // Order, spacing and the text of the common parameters.
        if (problems.Problems.Count == 0 && CmdletPageUpdate.Apply(page, command) != page.Text)
            problems.Add(ProblemCodes.StalePage, 0, $"The page of {command.Name} differs from its generated form. {ProblemList.UpdateCommand} to rewrite it.");
        return problems.Problems;
    }

    private static void CheckSyntax(HelpPage page, CommandDescription command, ProblemList problems)
    {
        PageSection section = page.Find(SectionNames.Syntax)!;
        if (section.Content != SyntaxSection.Write(command))
            problems.Add(ProblemCodes.StaleSyntax, section.Start, $"The syntax of {command.Name} is out of date. {ProblemList.UpdateCommand} to rewrite it.");
    }

    private static void CheckAliases(HelpPage page, CommandDescription command, ProblemList problems)
    {
        PageSection section = page.Find(SectionNames.Aliases)!;
        if (section.Content != AliasSection.Write(command))
            problems.Add(ProblemCodes.StaleAliases, section.Start, $"The aliases of {command.Name} are out of date. {ProblemList.UpdateCommand} to rewrite them.");
    }

    private static void CheckParameters(HelpPage page, CommandDescription command, ProblemList problems)
    {
        IReadOnlyList<ParameterSection> sections = ParameterSection.ReadAll(page);
        foreach (ParameterSection section in sections)
            CheckParameter(section, command, problems);
        foreach (IGrouping<string, ParameterSection> group in sections.GroupBy(section => section.Name).Where(group => group.Skip(1).Any()))
            problems.Add(ProblemCodes.UnknownParameter, group.Last().Start, $"The page of {command.Name} describes the parameter -{group.Key} twice. Remove one of the sections.");

        int end = page.Find(SectionNames.Parameters)!.Start;
        foreach (ParameterDescription parameter in command.Parameters.Where(parameter => sections.All(section => section.Name != parameter.Name)))
        {
            problems.Add(
                ProblemCodes.MissingParameter, end,
                $"The page of {command.Name} does not describe the parameter -{parameter.Name}. {ProblemList.UpdateCommand} to add its section, and then describe it.");
        }
    }

    private static void CheckParameter(ParameterSection section, CommandDescription command, ProblemList problems)
    {
        ParameterDescription? parameter = command.Parameters.FirstOrDefault(parameter => parameter.Name == section.Name);
        if (parameter is null)
        {
            problems.Add(
                ProblemCodes.UnknownParameter, section.Start,
                $"{command.Name} has no parameter -{section.Name}. {ProblemList.UpdateCommand} to remove its section, or rename it to the parameter that it describes.");
            return;
        }

        if (section.Block != ParameterBlock.Write(parameter, section.Block))
        {
            problems.Add(
                ProblemCodes.StaleParameter, section.Start,
                $"The facts about the parameter -{section.Name} of {command.Name} are out of date. {ProblemList.UpdateCommand} to rewrite them.");
        }

        if (section.Description.Count == 0)
            problems.Add(ProblemCodes.MissingText, section.Start, $"The parameter -{section.Name} of {command.Name} has no description. Describe it.");
    }

    private static void CheckOutputs(HelpPage page, CommandDescription command, ProblemList problems)
    {
        PageSection section = page.Find(SectionNames.Outputs)!;
        foreach (string type in OutputSection.Missing(section, command))
        {
            problems.Add(
                ProblemCodes.StaleOutput, section.Start,
                $"The page of {command.Name} does not describe the output type {type}. {ProblemList.UpdateCommand} to add its section, and then describe it.");
        }

        foreach (PageSection type in section.Sections.Where(type => !OutputSection.IsDeclared(type, command)))
        {
            problems.Add(
                ProblemCodes.StaleOutput, type.Start,
                $"{command.Name} does not declare the output type {type.Title}. {ProblemList.UpdateCommand} to remove its section.");
        }

        if (section.Sections.Count == 0)
            problems.Add(ProblemCodes.StaleOutput, section.Start, $"The page of {command.Name} has no output. {ProblemList.UpdateCommand} to add one.");
    }
}
