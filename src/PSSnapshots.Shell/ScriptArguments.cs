using System.Management.Automation.Runspaces;

namespace PSSnapshots.Shell;

/// <summary>Turns words of a command line into arguments of a script, as <c>pwsh -File</c> does.</summary>
internal static class ScriptArguments
{
    public static void AddTo(CommandParameterCollection parameters, IReadOnlyList<string> words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            string word = words[i];
            if (!IsParameterName(word))
            {
                parameters.Add(new CommandParameter(null, word));
                continue;
            }

            int colon = word.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                // Whether the next word is its value, or this is a switch, only the script's own parameters can tell:
                // the engine decides when it binds them.
                parameters.Add(new CommandParameter(word));
            }
            else if (colon < word.Length - 1)
            {
                parameters.Add(new CommandParameter(word[..colon], ToBooleanIfItIsOne(word[(colon + 1)..])));
            }
            else
            {
                parameters.Add(i + 1 < words.Count
                    ? new CommandParameter(word[..colon], words[++i])
                    : new CommandParameter(word[..colon]));
            }
        }
    }

    // A negative number is a value.
    private static bool IsParameterName(string word) =>
        word.Length > 1 && word[0] == '-' && (char.IsLetter(word[1]) || word[1] is '_' or '?');

    // -Switch:$false arrives as text, since the calling shell knows nothing of PowerShell's variables.
    private static object ToBooleanIfItIsOne(string value) =>
        bool.TryParse(value.AsSpan(value[0] == '$' ? 1 : 0), out bool boolean) ? boolean : value;
}
