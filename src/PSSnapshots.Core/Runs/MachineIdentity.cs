namespace PSSnapshots;

/// <summary>
/// What tells this machine from others: the ID of its last start, which Linux has, otherwise an ID that is made once
/// per user and installation. The host name is no help: it changes, and containers share it.
/// </summary>
internal static class MachineIdentity
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    private static readonly Lazy<string> Known = new(Read);

    public static string Id => Known.Value;

    private static string Read()
    {
        try
        {
            if (File.Exists(BootId)) return File.ReadAllText(BootId).Trim();
            var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create), "PSSnapshots");
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, "machine-id");
            if (!File.Exists(path))
            {
                // Of several processes that make it at once, one does, and the others read what it wrote.
                var made = Path.Combine(folder, Path.GetRandomFileName());
                File.WriteAllText(made, Guid.NewGuid().ToString());
                if (File.Exists(path)) File.Delete(made);
                else File.Move(made, path, overwrite: true);
            }
            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // An ID of this process alone: to it every other process is on another machine, which waits longer and is safe.
            return Guid.NewGuid().ToString();
        }
    }
}
