using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// The store's actions that leave arguments out, as scripts call them: Snapshots.Types.ps1xml puts them in place of
/// the store's own. Where the engine has to choose how to call a method, it converts no custom object to a
/// <see cref="JsonValue"/>; these take any object.
/// </summary>
public static class StoreMethods
{
    /// <summary>Sets what became of a step: <c>UpdateStepResult('build', 'Completed', @{ image = 'web:1.4.2' })</c>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="step">The step's id, or its whole result.</param>
    /// <param name="status">Where the step stands.</param>
    /// <param name="output">What it gave.</param>
    /// <param name="error">Why it failed.</param>
    /// <param name="suspendedPath">Where in the graph it waits.</param>
    public static void UpdateStepResult(
        PSObject store, object step, StepStatus? status = null, object? output = null, object? error = null, int[]? suspendedPath = null)
    {
        if (step.Unwrap() is StepResult result)
        {
            StoreOf(store).UpdateStepResult(result);
            return;
        }
        var id = LanguagePrimitives.ConvertTo<string>(step);
        StoreOf(store).UpdateStepResult(
            id,
            status ?? throw new ArgumentNullException(nameof(status)),
            output is null ? null : ObjectWalker.ToValue(output, JsonPointer.Append("/stepResults", id) + "/output"),
            error is null ? null : ErrorConversion.ToRunError(error),
            suspendedPath);
    }

    /// <summary>Adds a log entry.</summary>
    /// <param name="store">The store.</param>
    /// <param name="description">What it says.</param>
    /// <param name="metadata">What else is known, an object.</param>
    /// <param name="stepId">The step it tells of.</param>
    public static void AddLog(PSObject store, string description, object? metadata = null, string? stepId = null) =>
        StoreOf(store).AddLog(description, Value(metadata), string.IsNullOrEmpty(stepId) ? null : stepId);

    /// <summary>Adds an event of the run.</summary>
    /// <param name="store">The store.</param>
    /// <param name="description">What it says.</param>
    /// <param name="payload">What it carries, an object.</param>
    /// <param name="metadata">What else is known, an object.</param>
    public static void EmitWorkflowEvent(PSObject store, string description, object? payload = null, object? metadata = null) =>
        StoreOf(store).EmitWorkflowEvent(description, Value(payload), Value(metadata));

    /// <summary>Adds an event of a step.</summary>
    /// <param name="store">The store.</param>
    /// <param name="stepId">The step.</param>
    /// <param name="description">What it says.</param>
    /// <param name="payload">What it carries, an object.</param>
    /// <param name="metadata">What else is known, an object.</param>
    public static void EmitStepEvent(PSObject store, string stepId, string description, object? payload = null, object? metadata = null) =>
        StoreOf(store).EmitStepEvent(stepId, description, Value(payload), Value(metadata));

    /// <summary>Sets the workflow's graph.</summary>
    /// <param name="store">The store.</param>
    /// <param name="entries">A list of its entries, each an object; or the one entry.</param>
    public static void SetExecutionGraph(PSObject store, object? entries = null)
    {
        IEnumerable<object?> items = LanguagePrimitives.GetEnumerable(entries) is { } list ? list.Cast<object?>()
            : entries is null ? [] : [entries];
        StoreOf(store).SetExecutionGraph(GraphConversion.ToEntries(items));
    }

    private static RunStore StoreOf(PSObject store) => (RunStore)store.BaseObject;

    private static JsonValue? Value(object? value) => value is null ? null : ObjectWalker.ToValue(value);
}
