using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Hosting;

/// <summary>The base class of tests that run the shell as a process, in a temporary folder.</summary>
public abstract class ShellTest : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected string Folder => _folder.Path;

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    protected Task<ShellResult> RunAsync(params string[] arguments) => RunWithInputAsync(arguments, "");

    protected Task<ShellResult> RunWithInputAsync(string[] arguments, string input) =>
        ShellProcess.RunAsync(arguments, input, Folder);

    protected void WriteScript(string name, string text) => File.WriteAllText(Path.Combine(Folder, name), text);
}
