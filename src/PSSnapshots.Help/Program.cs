using PSSnapshots.Help.Checks;
using PSSnapshots.Help.Commands;

namespace PSSnapshots.Help;

/// <summary>The tool that the build runs. See <see cref="Usage"/>.</summary>
internal static class Program
{
    private const string Usage = """
        Usage: PSSnapshots.Help <build|update> <module> <folder of pages> <output folder>

        build   Checks the pages against the cmdlets of the module, and writes the help files.
        update  Rewrites the syntax and the parameter blocks of the pages first.
        """;

    private static int Main(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs the tool.</summary>
    /// <returns>0, or 1 if the pages have problems, or 2 if the arguments are wrong.</returns>
    internal static int Run(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not [("build" or "update") and var action, var module, var pages, var outputFolder])
        {
            error.WriteLine(Usage);
            return 2;
        }

        HelpBuild build = new(CommandReader.Read(module), Path.GetFullPath(pages));
        if (action == "update")
        {
            foreach (string path in build.Update(DateOnly.FromDateTime(DateTime.Today)))
                output.WriteLine($"Updated {path}");
        }

        IReadOnlyList<HelpProblem> problems = build.Check();
        foreach (HelpProblem problem in problems)
            error.WriteLine(problem);
        if (problems.Count > 0) return 1;

        build.Write(outputFolder);
        return 0;
    }
}
