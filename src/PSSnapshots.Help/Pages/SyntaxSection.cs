using System.Text;
using PSSnapshots.Help.Commands;

namespace PSSnapshots.Help.Pages;

/// <summary>The section SYNTAX, which is made of the assembly alone.</summary>
internal static class SyntaxSection
{
    private const int LineLength = 100;

    /// <summary>Returns the content of the section: a heading and a code block for each parameter set.</summary>
    public static string Write(CommandDescription command) =>
        string.Join("\n\n", command.ParameterSets.Select(set => $"""
            ### {set.Name}{(set.IsDefault ? " (Default)" : "")}

            ```
            {Wrap(command.Name, set.Syntax)}
            ```
            """));

    private static string Wrap(string name, string syntax)
    {
        StringBuilder text = new(name);
        int line = name.Length;
        foreach (string part in Parts(syntax))
        {
            if (line + 1 + part.Length > LineLength)
            {
                text.Append('\n');
                line = 0;
            }

            text.Append(' ').Append(part);
            line += 1 + part.Length;
        }

        return text.ToString();
    }

    // A parameter and the type of its argument stay on one line.
    private static IEnumerable<string> Parts(string syntax)
    {
        string[] words = syntax.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int index = 0; index < words.Length; index++)
        {
            bool hasArgument = index + 1 < words.Length && words[index + 1].StartsWith('<');
            yield return hasArgument ? $"{words[index]} {words[++index]}" : words[index];
        }
    }
}
