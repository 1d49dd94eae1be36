using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// Holds a run over all processes. The lock is an open file that nobody else can open, so that the system frees it
/// when its holder ends, however it ends. A second file says who holds it: it is for people, and it is all there is to go by
/// where another machine was the last to hold the run, for which the system need not know of an open file there.
/// </summary>
internal sealed class RunLock : IDisposable
{
    private const int Tries = 200;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly string _ownerPath;
    private FileStream? _held;

    private RunLock(FileStream held, string ownerPath)
    {
        _held = held;
        _ownerPath = ownerPath;
    }

    /// <summary>Takes a run.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="runId">The run.</param>
    /// <param name="host">The name of this machine.</param>
    /// <param name="now">What time it is.</param>
    /// <returns>What holds the run.</returns>
    /// <exception cref="RunLockedException">Somebody else holds it.</exception>
    /// <exception cref="IOException">The files could not be written.</exception>
    public static RunLock Take(string folder, string runId, string host, DateTimeOffset now)
    {
        var name = Path.Combine(folder, StoreFileName.OfRun(runId));
        var ownerPath = name + StoreFileName.OwnerEnd;
        var held = Open(name + StoreFileName.LockEnd, ownerPath, runId);
        try
        {
            // Of this machine, the system would still hold the file open if the owner were alive.
            if (ReadOwner(ownerPath) is { } owner && owner.Host != host)
                throw new RunLockedException(runId, owner.Host, owner.ProcessId, owner.Since, $"Where that machine is gone, remove the file '{ownerPath}'.");
            WriteOwner(ownerPath, runId, host, now);
            return new RunLock(held, ownerPath);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Lets the run go.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _held, null) is not { } held) return;
        using (held)
        {
            try
            {
                File.Delete(_ownerPath);
            }
            catch (DirectoryNotFoundException)
            {
                // The whole folder is gone, and nobody finds the run held in it any more.
            }
        }
    }

    private static FileStream Open(string path, string ownerPath, string runId)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(path))
            {
                // Who has just taken it is about to say so; who has just let it go is gone with the next attempt.
                if (ReadOwner(ownerPath) is { } owner) throw new RunLockedException(runId, owner.Host, owner.ProcessId, owner.Since);
                if (attempt == Tries) throw;
                Thread.Sleep(Pause);
            }
        }
    }

    private static void WriteOwner(string path, string runId, string host, DateTimeOffset now) => AtomicFile.Write(path, stream =>
    {
        using var output = new Utf8Output(stream);
        var first = true;
        output.Json("{"u8);
        output.Name("\"runId\":"u8, ref first);
        output.Text(runId);
        output.Name("\"host\":"u8, ref first);
        output.Text(host);
        output.Name("\"processId\":"u8, ref first);
        output.Number(Environment.ProcessId);
        output.Name("\"since\":"u8, ref first);
        output.Number(now.ToUnixTimeMilliseconds());
        output.Json("}"u8);
        output.Append((byte)'\n');
        output.Flush();
    });

    /// <summary>Who holds the run; nobody where the file is not there or says nothing.</summary>
    private static (string Host, int ProcessId, DateTimeOffset Since)? ReadOwner(string path)
    {
        try
        {
            var owner = JsonValue.FromUtf8(File.ReadAllBytes(path));
            return owner.GetMember("host")?.GetString() is { } host
                && int.TryParse(owner.GetMember("processId")?.ToString(), out var processId)
                && owner.GetMember("since") is { } since
                && EpochTime.TryRead(since.Utf8, out var time)
                ? (host, processId, time)
                : null;
        }
        catch (Exception nothing) when (nothing is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }
}
