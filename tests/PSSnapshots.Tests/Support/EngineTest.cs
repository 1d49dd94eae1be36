using System.Management.Automation;
using System.Management.Automation.Host;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Support;

/// <summary>
/// The base class of tests that use an engine. Each test has a separate engine and a unique run ID, <c>$id</c> in scripts.
/// </summary>
public abstract class EngineTest : IDisposable
{
    protected EngineTest()
        : this(null)
    {
    }

    protected EngineTest(PSHost? host)
    {
        Engine = new ModuleEngine(host);
        Set("id", Id);
    }

    protected ModuleEngine Engine { get; }

    protected string Id { get; } = $"run-{Guid.NewGuid():N}";

    public void Dispose()
    {
        Engine.Dispose();
        GC.SuppressFinalize(this);
    }

    protected void Set(string variable, object? value) => Engine.Runspace.SessionStateProxy.SetVariable(variable, value);

    /// <summary>Runs a script that must not fail, and returns each output object as a string.</summary>
    protected string[] InvokeAsText(string script, params object?[] arguments) =>
        [.. Engine.Invoke(script, arguments).Select(item => item?.ToString() ?? "(null)")];

    /// <summary>Runs a script that must not fail, and returns its only output object.</summary>
    protected object? Value(string script, params object?[] arguments) =>
        Assert.Single(Engine.Invoke(script, arguments))?.BaseObject;

    /// <summary>Runs a script that must not fail and must not have output.</summary>
    protected void InvokeWithoutOutput(string script, params object?[] arguments) => Assert.Empty(Engine.Invoke(script, arguments));

    /// <summary>Runs a script that causes one error, and checks the error.</summary>
    protected ErrorRecord AssertError(string script, string errorId, ErrorCategory category)
    {
        ErrorRecord error = Engine.SingleError(script);
        Assert.Equal((errorId, category), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        return error;
    }

    protected string PathOf(string name) => Path.Combine(Engine.WorkingDirectory, name);

    protected string[] Files() =>
        [.. Directory.EnumerateFiles(Engine.WorkingDirectory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
