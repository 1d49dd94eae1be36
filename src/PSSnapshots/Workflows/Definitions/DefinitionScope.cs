using System.Management.Automation;
using PSSnapshots.Commands;

namespace PSSnapshots.Workflows;

/// <summary>
/// The scope in which a definition, or the body of an element, is read. It determines the preferences that the
/// definition sets for its steps, by a variable or by a common parameter of a keyword.
/// </summary>
internal sealed class DefinitionScope
{
    private const string Variable = "PSSnapshotsScope";

    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<(string Name, object Value)> _inherited;

    private DefinitionScope(PSCmdlet cmdlet, bool isOutermost, IReadOnlyList<(string Name, object Value)> inherited)
    {
        _inherited = inherited;
        foreach (var name in Preferences.Variables)
            if (cmdlet.GetVariableValue(name) is { } value) _values[name] = isOutermost ? Copy(value) : value;
        // A script error makes the definition invalid.
        if (isOutermost) _values[Preferences.ErrorAction] = ActionPreference.Stop;
    }

    /// <summary>Creates the scope of a script.</summary>
    /// <param name="cmdlet">The cmdlet that reads a definition, or the keyword whose body is read.</param>
    public static DefinitionScope Create(PSCmdlet cmdlet) =>
        cmdlet is DefinitionCommand word ? new DefinitionScope(word, Of(word) is null, PreferencesOf(word)) : new DefinitionScope(cmdlet, true, []);

    /// <summary>Returns the preferences that a definition sets for the code of a keyword.</summary>
    public static IReadOnlyList<(string Name, object Value)> PreferencesOf(DefinitionCommand word)
    {
        var found = Preferences.Given(word).ToList();
        var stops = found.Contains((Preferences.ErrorAction, ActionPreference.Stop));
        if (Of(word) is { } scope)
        {
            foreach (var name in Preferences.Variables.Except(found.Select(given => given.Name)).ToList())
                if (scope.ValueOf(word, name) is { } value) found.Add((name, value));
        }
        // -ErrorAction Stop on a keyword also applies to native commands, unless the definition specifies
        // otherwise.
        if (stops && !found.Exists(given => given.Name == Preferences.NativeError)) found.Add((Preferences.NativeError, true));
        return found;
    }

    /// <summary>Creates the variables of the scope.</summary>
    public IEnumerable<PSVariable> CreateVariables() =>
        _values.Select(entry => new PSVariable(entry.Key, entry.Value)).Append(new PSVariable(Variable, this));

    /// <summary>
    /// Returns the scope that a keyword is called in, or <see langword="null"/> outside definitions and in
    /// functions of modules.
    /// </summary>
    private static DefinitionScope? Of(DefinitionCommand word) => word.GetVariableValue(Variable) as DefinitionScope;

    /// <summary>Returns the value that the script or an enclosing element sets.</summary>
    private object? ValueOf(DefinitionCommand word, string name)
    {
        var value = word.GetVariableValue(name);
        if (!ReferenceEquals(value, _values.GetValueOrDefault(name))) return value;
        foreach (var (inherited, outer) in _inherited)
            if (inherited == name) return outer;
        return null;
    }

    /// <summary>Boxes a value again, so that an assigned value can be distinguished even if it is equal.</summary>
    private static object Copy(object value) => value switch
    {
        ActionPreference action => action,
        bool flag => flag,
        _ => value,
    };
}
