using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Preference variables of steps: those that a cmdlet's common parameters stand for, or that its caller has.</summary>
internal static class Preferences
{
    public const string ErrorAction = "ErrorActionPreference";
    public const string NativeError = "PSNativeCommandUseErrorActionPreference";

    // No parameter stands for the last.
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

    /// <summary>What the cmdlet was given, as steps in the caller's session state need it; the rest they have from the caller.</summary>
    public static IReadOnlyList<(string Name, object Value)> Given(PSCmdlet cmdlet)
    {
        var found = new List<(string, object)>();
        foreach (var (parameter, variable) in Known)
            if (cmdlet.MyInvocation.BoundParameters.TryGetValue(parameter, out var given)) found.Add((variable, ActionOf(given)));
        return found;
    }

    /// <summary>All preferences that hold for the cmdlet, as steps need them that do not see its caller's variables.</summary>
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
