using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>The variables that a step, a condition or a list of items finds in its scope.</summary>
internal static class StepVariables
{
    /// <param name="script">What will run.</param>
    /// <param name="call">What it gets to know.</param>
    /// <param name="scope">The run.</param>
    /// <param name="context"><c>$Context</c>.</param>
    /// <param name="preferences">The preferences that hold.</param>
    /// <returns>A list of its own, since the engine takes <c>$_</c> out of it.</returns>
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
        // The engine reads this one at once.
        if (script.ReadsItem) variables.Add(new PSVariable("_", input.Value));
        return variables;
    }

    /// <summary>What a <c>param($In)</c> is bound to.</summary>
    public static object?[] Arguments(StepScript script, StepCall call) => script.TakesArguments ? [call.Input?.ToObject()] : [];
}
