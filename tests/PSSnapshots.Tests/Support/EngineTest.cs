using System.Management.Automation;
using System.Management.Automation.Host;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Support;

/// <summary>
/// A test with an engine of its own, and with a run id that no other test has: <c>$id</c> in its scripts.
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

    /// <summary>Runs a script that must not fail; gives its output as text, an item each.</summary>
    protected string[] Texts(string script, params object?[] arguments) =>
        [.. Engine.Invoke(script, arguments).Select(item => item?.ToString() ?? "(null)")];

    /// <summary>Runs a script that must not fail and gives one item.</summary>
    protected object? Value(string script, params object?[] arguments) =>
        Assert.Single(Engine.Invoke(script, arguments))?.BaseObject;

    /// <summary>Runs a script that must not fail and give nothing.</summary>
    protected void Do(string script, params object?[] arguments) => Assert.Empty(Engine.Invoke(script, arguments));

    /// <summary>Runs a script that gives one error, and checks it.</summary>
    protected ErrorRecord Fails(string script, string errorId, ErrorCategory category)
    {
        ErrorRecord error = Engine.SingleError(script);
        Assert.Equal((errorId, category), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        return error;
    }

    /// <summary>Runs a script that gives one error that does not end it, and checks the error and what came out besides.</summary>
    protected ErrorRecord FailsAndGoesOn(string script, string errorId, ErrorCategory category, params string[] output)
    {
        InvokeResult result = Engine.Run(script);
        Assert.Null(result.TerminatingError);
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.Equal((errorId, category), (error.FullyQualifiedErrorId, error.CategoryInfo.Category));
        Assert.Equal(output, result.Output.Select(item => item?.ToString()));
        return error;
    }

    protected string PathOf(string name) => Path.Combine(Engine.WorkingDirectory, name);

    protected string[] Files() =>
        [.. Directory.EnumerateFiles(Engine.WorkingDirectory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
