using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Creates the variables of a step, a condition or an item list.</summary>
internal static class StepVariables
{
    /// <param name="script">The script to run.</param>
    /// <param name="call">The step call.</param>
    /// <param name="scope">The run.</param>
    /// <param name="context"><c>$Context</c>.</param>
    /// <param name="preferences">The preferences in effect.</param>
    /// <returns>A new list, because PowerShell removes <c>$_</c> from it.</returns>
    public static List<PSVariable> Of(
        StepScript script, StepCall call, RunScope scope, ContextTable context, IReadOnlyList<(string Name, object Value)> preferences)
    {
        var input = new LazyVariable("In", () => call.Input?.ToObject());
        List<PSVariable> variables =
        [
            input,
            scope.RunVariable(),
            new("Context", context),
            new LazyVariable("Steps", () => call.Store.State.StepResults),
            new LazyVariable("Out", () => call.Output?.ToObject()),
            new LazyVariable("ResumeData", () => call.ResumeData?.ToObject()),
            new LazyVariable("SuspendPayload", () => call.SuspendPayload?.ToObject()),
            new("Attempt", call.Attempt),
        ];
        foreach (var (name, value) in script.Preferences) variables.Add(new PSVariable(name, value));
        foreach (var (name, value) in preferences)
            if (!script.Preferences.Any(set => set.Name == name)) variables.Add(new PSVariable(name, value));
        if (call.Iteration is { } index)
        {
            variables.Add(new PSVariable("Index", index));
            variables.Add(new LazyVariable("Item", () => input.Value));
        }
        // PowerShell reads this variable immediately.
        if (script.ReadsItem) variables.Add(new PSVariable("_", input.Value));
        return variables;
    }

    /// <summary>Returns the value that is bound to <c>param($In)</c>.</summary>
    public static object?[] Arguments(StepScript script, StepCall call) => script.TakesArguments ? [call.Input?.ToObject()] : [];
}
