using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Shell;

/// <summary>A test that runs the shell as a process, in a temporary folder of its own.</summary>
public abstract class ShellTest : IDisposable
{
    protected string Folder { get; } = Directory.CreateTempSubdirectory("snapshots-shell-").FullName;

    public void Dispose()
    {
        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected Task<ShellResult> RunAsync(params string[] arguments) => RunWithInputAsync(arguments, "");

    protected Task<ShellResult> RunWithInputAsync(string[] arguments, string input) =>
        ShellProcess.RunAsync(arguments, input, Folder);

    protected void WriteScript(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);
}
