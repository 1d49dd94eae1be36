using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Provides write access to the fields of a run in an object, by name and ignoring case.</summary>
internal abstract class ObjectFields
{
    /// <param name="run">A dictionary, a custom object, or an object of a class.</param>
    public static ObjectFields Of(PSObject run) => run.BaseObject is IDictionary map ? new DictionaryFields(map) : new PropertyFields(run);

    /// <summary>Returns the object's spelling of a field, or <see langword="null"/> if the field does not exist.</summary>
    public abstract string? NameOf(string field);

    /// <summary>Returns the current value of a field, or <see langword="null"/> if the field does not exist.</summary>
    public abstract object? Get(string field);

    /// <summary>Returns the required type of a field's value, or <see langword="null"/> if any type is accepted.</summary>
    public abstract Type? TypeOf(string field);

    /// <summary>Prepares to set a field, and checks whether it can be set.</summary>
    /// <param name="field">The field.</param>
    /// <param name="newName">The name of the field if it has to be added.</param>
    /// <param name="value">The value, of the required type.</param>
    /// <exception cref="FieldNotWritableException">The field cannot be set.</exception>
    public abstract FieldWrite Setting(string field, string newName, object? value);

    /// <summary>Prepares to remove an existing field.</summary>
    /// <exception cref="FieldNotWritableException">The field can be neither removed nor set to null.</exception>
    public abstract FieldWrite Removing(string field);
}
