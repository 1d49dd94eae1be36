namespace PSSnapshots;

/// <summary>
/// Identifies this machine: on Linux by the boot ID, otherwise by an ID that is created once per user and installation.
/// The host name is not used, because it can change and can be shared by containers.
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
                // If several processes create the file at the same time, one succeeds, and the others read its content.
                var made = Path.Combine(folder, Path.GetRandomFileName());
                File.WriteAllText(made, Guid.NewGuid().ToString());
                if (File.Exists(path)) File.Delete(made);
                else File.Move(made, path, overwrite: true);
            }
            return File.ReadAllText(path).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // An ID for this process only: it treats all other processes as on another machine, which is slower but safe.
            return Guid.NewGuid().ToString();
        }
    }
}
