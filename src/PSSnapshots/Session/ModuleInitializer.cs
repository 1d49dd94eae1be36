using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Session;

/// <summary>Tells the core how the engine's custom objects are made; that is all that an import does.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer
{
    /// <inheritdoc/>
    public void OnImport() => Materializer.MakeObject = MakeCustomObject;

    private static PSObject MakeCustomObject(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        var custom = new PSObject();
        foreach (var (name, value) in members) custom.Properties.Add(new PSNoteProperty(name, value), preValidated: true);
        return custom;
    }
}
