using System.Management.Automation;
using System.Reflection;

namespace PSSnapshots.Conversion;

/// <summary>A run's fields in the properties of a custom object, which takes new ones, or of an object of a class, which does not.</summary>
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
            // The engine would make empty text of nothing, for a property that is text.
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
        : throw new FieldNotWritableException(field, run.BaseObject, "it has no such property.");

    /// <summary>The property of the object's class; nothing for what was added to the object, which takes anything.</summary>
    private PropertyInfo? MemberOf(string field) => run.Properties[field] is { MemberType: PSMemberTypes.Property } property
        ? run.BaseObject.GetType().GetProperty(property.Name, BindingFlags.Public | BindingFlags.Instance)
        : null;
}
