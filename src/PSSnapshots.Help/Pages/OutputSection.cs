using PSSnapshots.Help.Commands;

namespace PSSnapshots.Help.Pages;

/// <summary>The section OUTPUTS: types from the assembly, described by hand.</summary>
internal static class OutputSection
{
    /// <summary>The heading that describes when nothing is emitted. It has no type in the assembly.</summary>
    public const string None = "None";

    /// <summary>Returns the content of the section: what is described and declared, then what is declared only.</summary>
    public static string Write(PageSection section, CommandDescription command)
    {
        IEnumerable<string> described = section.Sections.Where(type => IsDeclared(type, command))
            .Select(type => $"### {type.Title}\n\n{type.Content}");
        IEnumerable<string> missing = Missing(section, command).Select(type => $"### {type}\n\n{Placeholder.Of("in the Description")}");
        return string.Join("\n\n", described.Concat(missing).DefaultIfEmpty($"### {None}\n\n{Placeholder.Of("in the Description")}"));
    }

    /// <summary>Returns the declared types that the section does not describe.</summary>
    public static IEnumerable<string> Missing(PageSection section, CommandDescription command) =>
        command.OutputTypes.Where(type => section.Sections.All(described => described.Title != type));

    /// <summary>Returns whether the assembly declares the type of a heading.</summary>
    public static bool IsDeclared(PageSection type, CommandDescription command) =>
        type.Title == None || command.OutputTypes.Contains(type.Title);
}
