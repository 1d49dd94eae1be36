using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Determines the preference variables of steps, from the common parameters or the caller of a cmdlet.</summary>
internal static class Preferences
{
    public const string ErrorAction = "ErrorActionPreference";
    public const string NativeError = "PSNativeCommandUseErrorActionPreference";

    // There is no parameter for the last one.
    private static readonly (string Parameter, string Variable)[] Known =
    [
        ("Verbose", "VerbosePreference"),
        ("Debug", "DebugPreference"),
        ("WarningAction", "WarningPreference"),
        ("InformationAction", "InformationPreference"),
        ("ErrorAction", ErrorAction),
        ("ProgressAction", "ProgressPreference"),
        ("", NativeError),
    ];

    public static IEnumerable<string> Variables => Known.Select(known => known.Variable);

    /// <summary>
    /// Returns the preferences that are set by the cmdlet's common parameters. Steps in the caller's session state
    /// inherit the others.
    /// </summary>
    public static IReadOnlyList<(string Name, object Value)> Given(PSCmdlet cmdlet)
    {
        var found = new List<(string, object)>();
        foreach (var (parameter, variable) in Known)
            if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var given)) found.Add((variable, ActionOf(given)));
        return found;
    }

    /// <summary>Returns all preferences that are in effect for the cmdlet, for steps that do not inherit the caller's variables.</summary>
    public static IReadOnlyList<(string Name, object Value)> InEffect(PSCmdlet cmdlet)
    {
        var found = Given(cmdlet).ToList();
        foreach (var variable in Variables)
        {
            if (found.Exists(given => given.Item1 == variable)) continue;
            if (cmdlet.GetVariableValue(variable) is { } value) found.Add((variable, value));
        }
        return found;
    }

    private static object ActionOf(object given) => given switch
    {
        SwitchParameter shown => shown ? ActionPreference.Continue : ActionPreference.SilentlyContinue,
        _ => given,
    };
}
