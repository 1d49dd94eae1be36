using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Conversion;

/// <summary>
/// Accesses the fields of a run in the properties of an object. Properties can be added to a custom object, but not
/// to an instance of a class.
/// </summary>
internal sealed class PropertyFields(PSObject run) : ObjectFields
{
    public override string? NameOf(string field) => run.Properties[field]?.Name;

    public override object? Get(string field) => run.Properties[field] is { IsGettable: true } property ? property.Value : null;

    public override Type? TypeOf(string field) => MemberOf(field)?.PropertyType;

    public override FieldWrite Setting(string field, string newName, object? value)
    {
        if (run.Properties[field] is not { } property) return Adding(field, newName, value);
        if (!property.IsSettable) throw new FieldNotWritableException(field, run.BaseObject, "the property is read-only.");
        var before = property.Value;
        return new FieldWrite(field, () => Put(value), () => Put(before));

        void Put(object? content)
        {
            // PowerShell would convert null to an empty string for a string property.
            if (content is null && MemberOf(field) is { } member) member.SetValue(run.BaseObject, null);
            else property.Value = content;
        }
    }

    public override FieldWrite Removing(string field)
    {
        var property = run.Properties[field];
        if (property is not PSNoteProperty note) return Setting(field, field, null);
        return new FieldWrite(field, () => run.Properties.Remove(note.Name), () => run.Properties.Add(note));
    }

    private FieldWrite Adding(string field, string newName, object? value) => run.BaseObject is PSCustomObject
        ? new FieldWrite(field, () => run.Properties.Add(new PSNoteProperty(newName, value)), () => run.Properties.Remove(newName))
        : throw new FieldNotWritableException(field, run.BaseObject, "the property does not exist.");

    /// <summary>Returns the property of the object's class, or null for an added property, which accepts any value.</summary>
    private PropertyInfo? MemberOf(string field) => run.Properties[field] is { MemberType: PSMemberTypes.Property } property
        ? run.BaseObject.GetType().GetProperty(property.Name, BindingFlags.Public | BindingFlags.Instance)
        : null;
}
