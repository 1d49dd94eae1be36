using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>The fields of a run that a script's own object holds, as they are written: by name, whatever its case.</summary>
internal abstract class ObjectFields
{
    /// <param name="run">A dictionary, a custom object, or an object of a class.</param>
    public static ObjectFields Of(PSObject run) => run.BaseObject is IDictionary map ? new DictionaryFields(map) : new PropertyFields(run);

    /// <summary>How the object spells a field; nothing where it does not have it.</summary>
    public abstract string? NameOf(string field);

    /// <summary>A field's value as it is now; nothing where there is no such field.</summary>
    public abstract object? Get(string field);

    /// <summary>The type that a field's values must have; nothing where any will do.</summary>
    public abstract Type? TypeOf(string field);

    /// <summary>Prepares to set a field, and looks whether that can be done.</summary>
    /// <param name="field">The field.</param>
    /// <param name="newName">What a field that the object does not have yet is called.</param>
    /// <param name="value">Its value, of the type that it must have.</param>
    /// <exception cref="FieldNotWritableException">The object cannot take it.</exception>
    public abstract FieldWrite Setting(string field, string newName, object? value);

    /// <summary>Prepares to take a field away that the object has.</summary>
    /// <exception cref="FieldNotWritableException">It can neither be taken away nor be without a value.</exception>
    public abstract FieldWrite Removing(string field);
}
