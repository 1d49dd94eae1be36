using System.Diagnostics;
using PSSnapshots.Conformance;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Storage;

namespace PSSnapshots.Core.Tests.Storage;

/// <summary>Runs the conformance tests while another process opens each new file of the store for 50 ms, as scanners and backups do.</summary>
public sealed class DirectorySnapshotStoreWithNeighbourTests(NeighbourProcess neighbour) : SnapshotStoreConformance, IClassFixture<NeighbourProcess>
{
    private readonly string _folder = Path.Combine(neighbour.Folder, Guid.NewGuid().ToString("N"));

    protected override ISnapshotStore Open(TimeProvider clock) => new DirectorySnapshotStore(_folder, new DirectoryStoreOptions { TimeProvider = clock });
}

/// <summary>The other process.</summary>
public sealed class NeighbourProcess : IDisposable
{
    private const string FolderVariable = "PSSNAPSHOTS_TEST_NEIGHBOUR";
    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(50);

    private readonly TemporaryFolder? _folder;
    private readonly Process? _process;

    public NeighbourProcess()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is not null) return;
        _folder = new TemporaryFolder();
        _process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "PSSnapshots.Core.Tests" + (OperatingSystem.IsWindows() ? ".exe" : "")))
        {
            ArgumentList = { "-method", $"{typeof(NeighbourProcessTests).FullName}.{nameof(NeighbourProcessTests.Open_new_files)}", "-explicit", "only" },
            Environment = { [FolderVariable] = Folder },
            RedirectStandardOutput = true,
        })!;
        _process.OutputDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(Folder, "started")), TimeSpan.FromSeconds(60)), "The neighbour did not start.");
    }

    public string Folder => _folder!.Path;

    public void Dispose()
    {
        if (_process is null) return;
        var opened = File.ReadAllLines(Path.Combine(Folder, "started")).Length;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _folder!.Dispose();
        Assert.True(opened > 100, $"The neighbour opened {opened} files only.");
    }

    /// <summary>Opens new files until the process is killed.</summary>
    internal static void OpenNewFiles()
    {
        var folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("This runs in a child process.");
        var seen = new HashSet<string>();
        var open = new List<Timer>();
        using var log = new StreamWriter(Path.Combine(folder, "started"), append: true) { AutoFlush = true };
        log.WriteLine("started");
        while (true)
        {
            foreach (var path in Directory.GetFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = 0 }))
            {
                if (!seen.Add(path) || path.EndsWith("started", StringComparison.Ordinal)) continue;
                try
                {
                    var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
                    log.WriteLine(path);
                    open.Add(new Timer(it => ((FileStream)it!).Dispose(), file, Time, Timeout.InfiniteTimeSpan));
                }
                catch (IOException)
                {
                    // The file is in use or was deleted.
                }
            }
        }
    }
}

/// <summary>The entry point of the other process.</summary>
public sealed class NeighbourProcessTests
{
    /// <summary>What a child process does; not a test by itself.</summary>
    [Fact(Explicit = true)]
    public void Open_new_files() => NeighbourProcess.OpenNewFiles();
}
