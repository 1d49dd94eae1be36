namespace PSSnapshots.Storage;

/// <summary>
/// Keeps what removes unused files apart from what writes, over all processes: many may write at once, and while one
/// removes nobody writes. It is a lock on a file of the store, which the system frees when its holder ends.
/// </summary>
/// <param name="folder">The store's folder.</param>
internal sealed class StoreGate(string folder)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    private readonly string _path = Path.Combine(folder, ".lock");

    /// <summary>Comes in to write; waits while somebody removes unused files.</summary>
    /// <returns>What to dispose of afterwards.</returns>
    /// <exception cref="IOException">It could not come in.</exception>
    public IDisposable Enter()
    {
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.Read, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(_path) && System.Diagnostics.Stopwatch.GetElapsedTime(start) < Patience)
            {
                Thread.Sleep(Pause);
            }
        }
    }

    /// <summary>Shuts everybody out, where nobody is in.</summary>
    /// <returns>What to dispose of afterwards, or <see langword="null"/> where somebody is in.</returns>
    public IDisposable? TryClose()
    {
        try
        {
            return new FileStream(_path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException) when (File.Exists(_path))
        {
            return null;
        }
    }
}
