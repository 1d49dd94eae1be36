using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Accesses the fields of a run in a dictionary.</summary>
internal sealed class DictionaryFields(IDictionary map) : ObjectFields
{
    private readonly (Type Key, Type Value)? _types = GenericTypes.OfMap(map);

    public override string? NameOf(string field) => KeyOf(field) is { } key ? LanguagePrimitives.ConvertTo<string>(key) : null;

    public override object? Get(string field) => KeyOf(field) is { } key ? map[key] : null;

    public override Type? TypeOf(string field) => _types?.Value;

    public override FieldWrite Setting(string field, string newName, object? value)
    {
        if (map.IsReadOnly) throw ReadOnly(field);
        if (KeyOf(field) is { } key)
        {
            var before = map[key];
            return new FieldWrite(field, () => map[key] = value, () => map[key] = before);
        }
        if (map.IsFixedSize) throw new FieldNotWritableException(field, map, "the dictionary has a fixed size.");
        if (!LanguagePrimitives.TryConvertTo(newName, _types?.Key ?? typeof(object), out var added))
            throw new FieldNotWritableException(field, map, $"the keys of the dictionary are of type {_types!.Value.Key}.");
        return new FieldWrite(field, () => map[added] = value, () => map.Remove(added));
    }

    public override FieldWrite Removing(string field)
    {
        if (map.IsReadOnly || map.IsFixedSize) throw ReadOnly(field);
        var key = KeyOf(field)!;
        var before = map[key];
        return new FieldWrite(field, () => map.Remove(key), () => map[key] = before);
    }

    private FieldNotWritableException ReadOnly(string field) => new(field, map, "it is read-only.");

    /// <summary>Returns the dictionary's key: the exact name, otherwise a name that differs only in case.</summary>
    private object? KeyOf(string field) => KeyOf(field, StringComparison.Ordinal) ?? KeyOf(field, StringComparison.OrdinalIgnoreCase);

    private object? KeyOf(string field, StringComparison comparison) => map.Keys.Cast<object>().FirstOrDefault(key =>
        LanguagePrimitives.TryConvertTo<string>(key, out var name) && string.Equals(name, field, comparison));
}
