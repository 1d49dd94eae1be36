namespace PSSnapshots.Conversion;

/// <summary>Accesses the fields of a run in the members that a mapping specifies. Fields that are not mapped are not written.</summary>
internal sealed class MappedObjectFields(ObjectFields members, FieldMapping mapping, object holder) : ObjectFields
{
    private const string Input = "Input";
    private const string InputData = "InputData";

    public override string? NameOf(string field) => MemberOf(field) is { } member ? members.NameOf(member) : null;

    public override object? Get(string field) => MemberOf(field) is { } member ? members.Get(member) : null;

    public override Type? TypeOf(string field) => MemberOf(field) is { } member ? members.TypeOf(member) : null;

    public override FieldWrite Setting(string field, string newName, object? value)
    {
        var member = Mapped(field);
        return members.Setting(member, member, value);
    }

    public override FieldWrite Removing(string field) => members.Removing(Mapped(field));

    private string Mapped(string field) => MemberOf(field)
        ?? throw new FieldNotWritableException(field, holder, "-Property does not map it, and its value in the snapshot differs from its value in the object.");

    private string? MemberOf(string field)
    {
        if (mapping.MemberOf(field) is { } member) return member;
        // The input has two names. The mapped one represents both.
        if (field == Input) return mapping.MemberOf(InputData);
        return ObjectRunReader.RequiredFields.Contains(field, StringComparer.OrdinalIgnoreCase) ? field : null;
    }
}
