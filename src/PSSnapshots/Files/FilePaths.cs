using System.Management.Automation;
using System.Text;
using System.Text.Json;
using PSSnapshots.Errors;

namespace PSSnapshots.Files;

/// <summary>Resolves the paths of a cmdlet's parameters through the session's location and drives.</summary>
internal sealed class FilePaths(PSCmdlet cmdlet)
{
    /// <summary>The files that a -Path means; what cannot be resolved is reported.</summary>
    public IEnumerable<string> Existing(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return Literal(WildcardPattern.Unescape(path));
        return Resolve(path, () => Matches(path), noneFound: () => NotFound(path, null));
    }

    /// <summary>The file that a -LiteralPath means, whether it exists or not.</summary>
    public IEnumerable<string> Literal(string path) => Resolve(path, () =>
    {
        var found = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return ([found], provider);
    }, noneFound: () => []);

    /// <summary>
    /// Returns the -Path that a text stands for that may be JSON or a path: the text names something that exists, as it
    /// is or as a pattern, and is not JSON.
    /// </summary>
    /// <returns>The path, or <see langword="null"/> if the text is no path.</returns>
    public string? OfText(string text)
    {
        const int LongestPath = 4096;
        if (text.Length is 0 or > LongestPath || text.AsSpan().ContainsAny('\0', '\n', '\r') || IsJson(text)) return null;
        try
        {
            var exact = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(text, out var provider, out _);
            if (!IsFileSystem(provider)) return null;
            if (Path.Exists(exact)) return WildcardPattern.Escape(exact);
            return WildcardPattern.ContainsWildcardCharacters(text) && Matches(text).Found.Count > 0 ? text : null;
        }
        catch (Exception failure) when (IsUnresolved(failure))
        {
            return null;
        }
    }

    /// <summary>The one file or folder to write to that a path means, or null, reported.</summary>
    public string? Target(string path, bool isLiteral)
    {
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path))
            return Literal(isLiteral ? path : WildcardPattern.Unescape(path)).FirstOrDefault();
        // A name with brackets may be new; one with * or ? is never what a file shall be called.
        var found = Resolve(path, () => Matches(path), noneFound: () => path.AsSpan().ContainsAny('*', '?') ? NotFound(path, null) : Literal(path)).ToList();
        if (found.Count <= 1) return found.FirstOrDefault();
        cmdlet.WriteError(ErrorRecords.Of(nameof(Messages.AmbiguousPath), path, path, found.Count));
        return null;
    }

    /// <summary>What a pattern matches; where that is nothing, the file whose name is the pattern's text.</summary>
    private (IReadOnlyCollection<string> Found, ProviderInfo Provider) Matches(string path)
    {
        var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
        if (found.Count > 0 || !IsFileSystem(provider)) return (found, provider);
        var exact = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
        return (Path.Exists(exact) ? [exact] : [], provider);
    }

    private IEnumerable<string> Resolve(
        string path, Func<(IReadOnlyCollection<string> Found, ProviderInfo Provider)> resolve, Func<IEnumerable<string>> noneFound)
    {
        try
        {
            var (found, provider) = resolve();
            if (!IsFileSystem(provider))
            {
                cmdlet.WriteError(ErrorRecords.Of(nameof(Messages.NotFileSystem), path, path, provider.Name));
                return [];
            }
            return found.Count > 0 ? found : noneFound();
        }
        catch (ItemNotFoundException)
        {
            return NotFound(path, null);
        }
        catch (Exception failure) when (IsUnresolved(failure))
        {
            return NotFound(path, failure);
        }
    }

    private static bool IsUnresolved(Exception failure) => failure is ItemNotFoundException
        or System.Management.Automation.DriveNotFoundException or ProviderNotFoundException
        or ProviderInvocationException or PSArgumentException or PSInvalidOperationException or WildcardPatternException;

    private static bool IsJson(string text)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        try
        {
            while (json.Read())
            {
                // To its end.
            }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string[] NotFound(string path, Exception? cause)
    {
        cmdlet.WriteError(FileFailure.NotFound(path, cause));
        return [];
    }

    private static bool IsFileSystem(ProviderInfo provider) => provider.Name.Equals("FileSystem", StringComparison.OrdinalIgnoreCase);
}
