using System.Text;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows;

/// <summary>The script file of a workflow definition. A run that is started from a file records it.</summary>
/// <param name="Path">The full path.</param>
/// <param name="Hash">The SHA-256 of the script in UTF-8: 64 lowercase hexadecimal digits.</param>
public sealed record DefinitionSource(string Path, string Hash)
{
    /// <summary>Describes a script file.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="script">The text of the script that runs.</param>
    internal static DefinitionSource Of(string path, string script) => new(path, HashText.Of(Encoding.UTF8.GetBytes(script)));

    /// <summary>Returns the file that a run was last started or resumed with, or <see langword="null"/> if there is none.</summary>
    internal static DefinitionSource? Of(RunState state)
    {
        for (var i = state.Events.Count - 1; i >= 0; i--)
            if (state.Events[i].MetadataJson?.GetMember("definition") is { } found) return Read(found);
        return null;
    }

    private static DefinitionSource? Read(JsonValue json) =>
        json.GetMember("path")?.GetString() is { } path && json.GetMember("hash")?.GetString() is { } hash ? new(path, hash) : null;
}
