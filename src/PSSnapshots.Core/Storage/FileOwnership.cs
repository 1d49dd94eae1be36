using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;

namespace PSSnapshots.Storage;

/// <summary>Who can have written a file or a folder.</summary>
internal static class FileOwnership
{
    /// <summary>Returns whether a file or a folder belongs to the current user, and only that user and administrators can change it.</summary>
    public static bool IsOfCaller(string path)
    {
        try
        {
            return OperatingSystem.IsWindows() ? IsOfCallerOnWindows(path) : IsOfCallerOnUnix(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or InvalidOperationException or NotSupportedException)
        {
            // If the owner cannot be determined, the file is not trusted.
            return false;
        }
    }

    private static bool IsOfCallerOnUnix(string path) =>
        UnixFile.Status(path, follow: true) is { } status
        && status.Owner == UnixFile.CurrentUser
        // The group's permission to write is also the limit of what an access control list permits.
        && (status.Permissions & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) == 0;

    [SupportedOSPlatform("windows")]
    private static bool IsOfCallerOnWindows(string path)
    {
        const FileSystemRights Changing = FileSystemRights.WriteData | FileSystemRights.AppendData | FileSystemRights.Delete
            | FileSystemRights.DeleteSubdirectoriesAndFiles | FileSystemRights.ChangePermissions | FileSystemRights.TakeOwnership;
        const AccessControlSections Sections = AccessControlSections.Owner | AccessControlSections.Access;
        FileSystemSecurity security = Directory.Exists(path) ? new DirectoryInfo(path).GetAccessControl(Sections) : new FileInfo(path).GetAccessControl(Sections);
        using var caller = WindowsIdentity.GetCurrent();
        var administrators = new SecurityIdentifier(WellKnownSidType.BuiltinAdministratorsSid, null);
        SecurityIdentifier[] trusted = [caller.User!, administrators, new(WellKnownSidType.LocalSystemSid, null)];
        var owner = security.GetOwner(typeof(SecurityIdentifier));
        // What an elevated administrator creates belongs to the administrators.
        if (owner != caller.User && !(owner == administrators && new WindowsPrincipal(caller).IsInRole(WindowsBuiltInRole.Administrator))) return false;
        return security.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)).Cast<FileSystemAccessRule>().All(rule =>
            rule.AccessControlType == AccessControlType.Deny
            || rule.PropagationFlags.HasFlag(PropagationFlags.InheritOnly)
            || (rule.FileSystemRights & Changing) == 0
            || trusted.Contains(rule.IdentityReference));
    }
}
