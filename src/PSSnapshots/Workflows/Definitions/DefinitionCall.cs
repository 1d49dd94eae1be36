using System.Collections;
using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>One word of a definition, as it was called.</summary>
/// <param name="Word">The word.</param>
/// <param name="Given">Its parameters.</param>
/// <param name="Place">Where it stands.</param>
internal sealed record DefinitionCall(string Word, IDictionary Given, InvocationInfo Place)
{
    public T? Get<T>(string name)
        where T : struct => Given[name].Unwrap() is T value ? value : null;

    public bool Has(string name) => Given.Contains(name);

    /// <summary>The name that the author gave; nothing where a word that needs none was given its body only.</summary>
    public string? Name => Given["Id"].Unwrap() is { } id and not ScriptBlock ? LanguagePrimitives.ConvertTo<string>(id) : null;

    public ScriptBlock Body => Block("Body", Given["Body"] ?? (Given["Id"].Unwrap() is ScriptBlock ? Given["Id"] : null));

    public string RequiredName() =>
        Name is { Length: > 0 } name ? name : throw Failure(nameof(Messages.MissingStepId), null, Word);

    /// <summary>A script block that the word needs.</summary>
    public ScriptBlock Block(string parameter, object? value) =>
        value.Unwrap() as ScriptBlock ?? throw Failure(nameof(Messages.MissingScriptBlock), Name, Name is null ? Word : $"{Word} {Name}", parameter);

    public DefinitionFailure Failure(string errorId, object? target, params object?[] arguments) =>
        DefinitionFailure.At(errorId, Place, target, arguments);

    /// <summary>How steps are tried again, as the word says; nothing where it says nothing of it.</summary>
    public RetryPolicy? Retry()
    {
        if (!Has("Attempts") && !Has("Retry") && !Has("Delay") && !Has("Backoff") && !Has("Jitter") && !Has("MaxDelay")) return null;
        var attempts = Get<int>("Attempts") ?? Get<int>("Retry") + 1 ?? 1;
        var backoff = Get<double>("Backoff") ?? 1;
        var jitter = Get<double>("Jitter") ?? 0;
        if (Has("Attempts") && Has("Retry")) throw Invalid("-Attempts and -Retry say the same; give one");
        if (attempts < 1) throw Invalid("a step is tried at least once");
        if (!(backoff >= 1)) throw Invalid("-Backoff is at least 1");
        if (!(jitter is >= 0 and <= 1)) throw Invalid("-Jitter is from 0 to 1");
        return new RetryPolicy(attempts, Get<TimeSpan>("Delay") ?? default, backoff, jitter, Get<TimeSpan>("MaxDelay"));
    }

    public StepOptions Options()
    {
        var timeout = Get<TimeSpan>("Timeout") ?? (Get<double>("TimeoutSec") is { } seconds ? TimeSpan.FromSeconds(seconds) : null);
        if (timeout <= TimeSpan.Zero || timeout > TimeSpan.FromDays(49)) throw Invalid("a step's time is from more than nothing to 49 days");
        return new StepOptions(Retry(), timeout, IsIdempotent: !(Get<SwitchParameter>("NonIdempotent") ?? false));
    }

    /// <summary>A number that is at least 1.</summary>
    public int? Count(string parameter) => Get<int>(parameter) switch
    {
        null => null,
        < 1 => throw Invalid($"-{parameter} is at least 1"),
        var count => count,
    };

    public DefinitionFailure Invalid(string reason) => Failure(nameof(Messages.InvalidDefinition), Name, Name is null ? Word : $"{Word} {Name}", reason);
}
