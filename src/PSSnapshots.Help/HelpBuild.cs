using PSSnapshots.Help.Checks;
using PSSnapshots.Help.Commands;
using PSSnapshots.Help.Output;
using PSSnapshots.Help.Pages;

namespace PSSnapshots.Help;

/// <summary>Makes the help of a module from its pages and its cmdlets.</summary>
/// <param name="module">The module.</param>
/// <param name="pageFolder">The folder of the pages.</param>
internal sealed class HelpBuild(ModuleDescription module, string pageFolder)
{
    /// <summary>Rewrites the generated parts of the pages, and creates the pages that are missing.</summary>
    /// <param name="today">The date of new pages.</param>
    /// <returns>The paths of the pages that changed.</returns>
    public IReadOnlyList<string> Update(DateOnly today)
    {
        List<string> changed = [];
        foreach (CommandDescription command in module.Commands)
        {
            string path = PathOf(command);
            string? before = File.Exists(path) ? File.ReadAllText(path) : null;
            string after = before is null
                ? CmdletPageUpdate.Create(path, command, module.Name, today)
                : CmdletPageUpdate.Apply(HelpPage.Parse(path, before), command);
            if (after == before?.ReplaceLineEndings("\n")) continue;
            File.WriteAllText(path, after);
            changed.Add(path);
        }

        return changed;
    }

    /// <summary>Returns everything that is wrong with the pages.</summary>
    public IReadOnlyList<HelpProblem> Check()
    {
        HelpPage[] pages = LoadPages();
        HashSet<string> names = [.. pages.Select(page => page.Name)];
        IEnumerable<HelpProblem> missing = module.Commands.Where(command => !names.Contains(command.Name)).Select(command => new HelpProblem(
            PathOf(command), 0, ProblemCodes.MissingPage, $"{command.Name} has no page. {ProblemList.UpdateCommand} to create it, and then describe the cmdlet."));
        return [.. missing, .. pages.SelectMany(page => Check(page, names))];
    }

    /// <summary>Writes the help files. The pages must have no problems.</summary>
    /// <param name="outputFolder">The folder to write to, which is created if it does not exist.</param>
    public void Write(string outputFolder)
    {
        Directory.CreateDirectory(outputFolder);
        ILookup<bool, HelpPage> pages = LoadPages().ToLookup(page => page.IsTopic);
        foreach (IGrouping<string, CommandDescription> assembly in module.Commands.GroupBy(command => command.AssemblyName))
        {
            MamlWriter.Write(
                Path.Combine(outputFolder, $"{assembly.Key}.dll-Help.xml"),
                assembly.Select(command => (command, pages[false].Single(page => page.Name == command.Name))));
        }

        foreach (HelpPage topic in pages[true])
            File.WriteAllText(Path.Combine(outputFolder, $"{topic.Name}.help.txt"), string.Join('\n', TopicWriter.Write(topic)) + "\n");
    }

    private IReadOnlyList<HelpProblem> Check(HelpPage page, HashSet<string> names)
    {
        if (page.IsTopic) return TopicPageCheck.Check(page, names);
        CommandDescription? command = module.Commands.FirstOrDefault(command => command.Name == page.Name);
        return command is not null
            ? CmdletPageCheck.Check(page, command, names)
            : [new HelpProblem(page.Path, 0, ProblemCodes.UnknownCmdlet, $"The module has no cmdlet {page.Name}. Delete the page, or rename it to the cmdlet that it describes.")];
    }

    private HelpPage[] LoadPages() =>
        [.. Directory.EnumerateFiles(pageFolder, "*.md").Order(StringComparer.Ordinal).Select(HelpPage.Load)];

    private string PathOf(CommandDescription command) => Path.Combine(pageFolder, $"{command.Name}.md");
}
