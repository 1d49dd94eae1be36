using System.Management.Automation;
using System.Text;
using System.Text.Json;
using PSSnapshots.Errors;

namespace PSSnapshots.Files;

/// <summary>Resolves path parameters by the session's location and drives.</summary>
internal sealed class FilePaths(PSCmdlet cmdlet)
{
    /// <summary>Returns the files that -Path matches. Paths that cannot be resolved are reported as errors.</summary>
    public IEnumerable<string> Existing(string path)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(path)) return Literal(WildcardPattern.Unescape(path));
        return Resolve(path, () => Matches(path), noneFound: () => NotFound(path, null));
    }

    /// <summary>Returns the file of -LiteralPath, which need not exist.</summary>
    public IEnumerable<string> Literal(string path) => Resolve(path, () =>
    {
        var found = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return ([found], provider);
    }, noneFound: () => []);

    /// <summary>
    /// Returns the path if a text that may be JSON or a path is not JSON and names an existing file, literally or
    /// as a pattern.
    /// </summary>
    /// <returns>The path, or <see langword="null"/> if the text is not a path.</returns>
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

    /// <summary>Returns the single file or folder to write to, or <see langword="null"/> after an error was reported.</summary>
    public string? Target(string path, bool isLiteral)
    {
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path))
            return Literal(isLiteral ? path : WildcardPattern.Unescape(path)).FirstOrDefault();
        // A new file name can contain brackets, but not * or ?.
        var found = Resolve(path, () => Matches(path), noneFound: () => path.AsSpan().ContainsAny('*', '?') ? NotFound(path, null) : Literal(path)).ToList();
        if (found.Count <= 1) return found.FirstOrDefault();
        cmdlet.WriteError(ErrorRecords.Of(nameof(Messages.AmbiguousPath), path, path, found.Count));
        return null;
    }

    /// <summary>Returns the matches of a pattern, or the file with the literal name if nothing matches.</summary>
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
                // Read to the end.
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
