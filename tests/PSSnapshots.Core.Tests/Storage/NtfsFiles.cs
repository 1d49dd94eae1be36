using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>
/// File operations with the rules of NTFS: opening a file with conflicting sharing modes fails, and so does a rename over an
/// open file. Pauses return immediately.
/// </summary>
internal sealed class NtfsFiles : FileOperations
{
    private const int AccessDenied = unchecked((int)0x80070005);
    private const int SharingViolation = unchecked((int)0x80070020);

    private readonly Dictionary<string, (FileAccess Access, FileShare Share)> _open = [];

    public override bool HasSharingModes => true;

    /// <summary>The operations, in order.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>The pauses in milliseconds.</summary>
    public List<int> Pauses { get; } = [];

    /// <summary>Called at each pause with its number.</summary>
    public Action<int> WhenPausing { get; set; } = _ => { };

    /// <summary>The exceptions that the next calls to rename or replace throw.</summary>
    public Queue<Exception> Failures { get; } = new();

    /// <summary>Files whose permissions deny everything.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>Simulates another program that opens a file.</summary>
    public void Occupy(string path, FileAccess access, FileShare share) => _open[path] = (access, share);

    /// <summary>Simulates that the other program closes the file.</summary>
    public void Leave(string path) => _open.Remove(path);

    public override FileStream Open(string path, FileMode mode, FileAccess access, FileShare share)
    {
        if (Denied.Contains(path)) throw new UnauthorizedAccessException($"Access to the path '{path}' is denied.");
        if (_open.TryGetValue(path, out var other) && !(Allows(other.Share, access) && Allows(share, other.Access)))
            throw new IOException("The process cannot access the file because it is being used by another process.", SharingViolation);
        return base.Open(path, mode, access, share);
    }

    public override void Replace(string source, string target)
    {
        Calls.Add("replace");
        ThrowIfOpen(target, SharingViolation);
        base.Replace(source, target);
    }

    public override void Move(string source, string target, bool overwrite)
    {
        Calls.Add(overwrite ? "move" : "move new");
        ThrowIfOpen(target, AccessDenied);
        base.Move(source, target, overwrite);
    }

    public override bool TryLink(string source, string target) => throw new InvalidOperationException("Windows does not publish with links.");

    protected override void Pause(int milliseconds, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Pauses.Add(milliseconds);
        WhenPausing(Pauses.Count);
    }

    private static bool Allows(FileShare share, FileAccess access) =>
        (!access.HasFlag(FileAccess.Read) || share.HasFlag(FileShare.Read)) && (!access.HasFlag(FileAccess.Write) || share.HasFlag(FileShare.Write));

    private void ThrowIfOpen(string target, int code)
    {
        if (Failures.TryDequeue(out var failure)) throw failure;
        if (Denied.Contains(target)) throw new UnauthorizedAccessException($"Access to the path '{target}' is denied.");
        if (!_open.TryGetValue(target, out var other) || other.Share.HasFlag(FileShare.Delete)) return;
        // .NET maps ERROR_ACCESS_DENIED to a different exception type.
        throw code == AccessDenied ? new UnauthorizedAccessException() : new IOException("In use.", code);
    }
}
