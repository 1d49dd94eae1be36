using System.Management.Automation;
using System.Reflection;
using PSSnapshots.Conversion;
using PSSnapshots.Values;

namespace PSSnapshots.Session;

/// <summary>Registers the PowerShell conversions with the core when the module is imported.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    private static readonly MethodInfo TextMethod = typeof(ModuleInitializer).GetMethod(nameof(ToText))!;

    /// <inheritdoc/>
    public void OnImport()
    {
        Materializer.MakeObject = MakeCustomObject;
        Materializer.MakeSemanticVersion = EngineTypes.ToSemanticVersion;
        Materializer.Present = Present;
        ValueConversion.ToValue = (value, pointer) => ObjectSerializer.ToValue(value, pointer);
        ValueConversion.ToError = ErrorConversion.ToRunError;
        ValueConversion.ToEntries = entries => GraphConversion.ToEntries(
            entries is [var one] && LanguagePrimitives.GetEnumerable(one) is { } list ? list.Cast<object?>() : entries);
    }

    /// <summary>Returns the JSON of a dictionary or an array that came from a snapshot.</summary>
    /// <param name="instance">The collection.</param>
    /// <returns>Compact JSON, or the name of the type if the collection now contains a value that cannot be converted to JSON.</returns>
    public static string ToText(PSObject instance)
    {
        ArgumentNullException.ThrowIfNull(instance);
        try
        {
            return ObjectSerializer.ToValue(instance).ToString();
        }
        catch (UnsupportedValueException)
        {
            return instance.BaseObject.GetType().ToString();
        }
    }

    private static PSObject MakeCustomObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var custom = EngineTypes.CustomObject(members.Count);
        var properties = custom.Properties;
        for (var i = 0; i < members.Count; i++) properties.Add(new PendingProperty(members[i].Key, members[i].Value), preValidated: true);
        return custom;
    }

    private static PSObject Present(object collection)
    {
        var presented = new PSObject(collection);
        presented.Methods.Add(new PSCodeMethod("ToString", TextMethod));
        return presented;
    }
}
