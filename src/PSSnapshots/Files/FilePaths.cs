using System.Management.Automation;

namespace PSSnapshots.Files;

/// <summary>Resolves the paths of a cmdlet's parameters through the session's location and drives.</summary>
internal sealed class FilePaths(PSCmdlet cmdlet)
{
    /// <summary>The files that a -Path means; what cannot be resolved is reported.</summary>
    public IEnumerable<string> Existing(string path)
    {
        var wildcard = WildcardPattern.ContainsWildcardCharacters(path);
        if (!wildcard) return Literal(WildcardPattern.Unescape(path));
        return Resolve(path, () =>
        {
            var found = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
            return (found, provider);
        }, noneFound: () => ExactlyNamed(path));
    }

    /// <summary>The file that a -LiteralPath means, whether it exists or not.</summary>
    public IEnumerable<string> Literal(string path) => Resolve(path, () =>
    {
        var found = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return ([found], provider);
    }, noneFound: () => []);

    /// <summary>The one file or folder to write to that a path means, or null, reported.</summary>
    public string? Target(string path, bool isLiteral)
    {
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path))
            return Literal(isLiteral ? path : WildcardPattern.Unescape(path)).FirstOrDefault();
        var found = Existing(path).ToList();
        if (found.Count > 1)
        {
            cmdlet.WriteError(FileFailure.Record(nameof(Messages.AmbiguousPath), ErrorCategory.InvalidArgument, null, path, found.Count));
            return null;
        }
        return found.Count == 1 ? found[0] : Literal(path).FirstOrDefault();
    }

    /// <summary>A file whose name has the wildcard characters in it.</summary>
    private string[] ExactlyNamed(string path)
    {
        var exact = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return IsFileSystem(provider) && Path.Exists(exact) ? [exact] : [];
    }

    private IEnumerable<string> Resolve(
        string path, Func<(IReadOnlyCollection<string> Found, ProviderInfo Provider)> resolve, Func<IReadOnlyCollection<string>> noneFound)
    {
        try
        {
            var (found, provider) = resolve();
            if (!IsFileSystem(provider))
            {
                cmdlet.WriteError(FileFailure.Record(nameof(Messages.NotFileSystem), ErrorCategory.InvalidArgument, null, path, provider.Name));
                return [];
            }
            return found.Count > 0 ? found : noneFound();
        }
        catch (ItemNotFoundException)
        {
            return NotFound(null);
        }
        catch (Exception failure) when (failure is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException
            or ProviderInvocationException or PSArgumentException or PSInvalidOperationException or WildcardPatternException)
        {
            return NotFound(failure);
        }

        string[] NotFound(Exception? cause)
        {
            cmdlet.WriteError(FileFailure.Record(nameof(Messages.FileNotFound), ErrorCategory.ObjectNotFound, cause, path));
            return [];
        }
    }

    private static bool IsFileSystem(ProviderInfo provider) => provider.Name.Equals("FileSystem", StringComparison.OrdinalIgnoreCase);
}
