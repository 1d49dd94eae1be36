using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// Creates the parts of a run in the form that an object uses: the collection types of the existing values,
/// dictionaries or custom objects as entries, and the object's spelling of names.
/// </summary>
/// <param name="before">The existing value of the field.</param>
/// <param name="declared">The declared type of the field, if there is one.</param>
/// <param name="asObjects">Whether parts are objects instead of dictionaries if no existing value determines it.</param>
/// <param name="isCamel">Whether the object uses camel case, as the JSON format does.</param>
internal sealed class ObjectPartBuilder(object? before, Type? declared, bool asObjects, bool isCamel)
{
    private readonly object? _before = before.Unwrap();

    /// <summary>Returns a name in the object's spelling.</summary>
    public string Spell(string name) => isCamel ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    /// <summary>
    /// Returns an enum value: of the enum type if the object has that, otherwise its name in the existing case, or
    /// as JSON or PowerShell spells it.
    /// </summary>
    public object Name(Enum value) => value switch
    {
        _ when _before?.GetType() == value.GetType() => value,
        _ when _before is string { Length: > 0 } name && !name.Any(char.IsUpper) => value.ToString().ToLowerInvariant(),
        _ when _before is string { Length: > 0 } name && !name.Any(char.IsLower) => value.ToString().ToUpperInvariant(),
        _ when _before is string { Length: > 0 } => value.ToString(),
        RunStatus status when isCamel => FormatText.Of(status),
        StepStatus status when isCamel => FormatText.Of(status),
        RunLogType type when isCamel => Spell(type.ToString()),
        _ => value.ToString(),
    };

    /// <summary>Creates an entry from the fields that have values. Immutable values are converted to PowerShell objects.</summary>
    public object Entry(params IEnumerable<(string Name, object? Value)> fields)
    {
        var members = fields.Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(Spell(field.Name), field.Value is JsonValue json ? json.ToObject() : field.Value))
            .ToList();
        return EntriesAreObjects() ? Materializer.MakeObject(members) : Fill(new OrderedDictionary(StringComparer.OrdinalIgnoreCase), members);
    }

    /// <summary>Creates a dictionary of the existing type, or a custom object.</summary>
    public object Map(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var all = members.ToList();
        var isDistinct = all.DistinctBy(member => member.Key, StringComparer.OrdinalIgnoreCase).Count() == all.Count;
        var comparer = isDistinct ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        if (_before is Hashtable || declared == typeof(Hashtable))
        {
            var table = (Hashtable)Fill(new Hashtable(comparer), all);
            return _before is Hashtable { IsSynchronized: true } ? Hashtable.Synchronized(table) : table;
        }
        var type = _before is IDictionary and not OrderedDictionary ? _before.GetType() : declared;
        if (type is not null && TryMake(type, all) is { } made) return made;
        var isObject = _before is PSCustomObject || (_before is null && asObjects);
        return isObject && isDistinct && all.TrueForAll(member => member.Key.Length > 0)
            ? Materializer.MakeObject(all)
            : Fill(new OrderedDictionary(comparer), all);
    }

    /// <summary>Creates a list of the existing type, or an array.</summary>
    public object List(IEnumerable<object?> items)
    {
        var all = items.ToArray();
        return _before switch
        {
            ArrayList list => list.IsSynchronized ? ArrayList.Synchronized(new ArrayList(all)) : new ArrayList(all),
            string or Array or not IEnumerable => all,
            _ => LanguagePrimitives.TryConvertTo(all, _before.GetType(), out var list) ? list : all,
        };
    }

    private static IDictionary Fill(IDictionary map, List<KeyValuePair<string, object?>> members)
    {
        foreach (var (name, value) in members) map.Add(name, value);
        return map;
    }

    /// <summary>Creates a generic dictionary, or returns <see langword="null"/> if its type does not allow it.</summary>
    private static IDictionary? TryMake(Type type, List<KeyValuePair<string, object?>> members)
    {
        if (type.IsAbstract || type.GetConstructor([]) is not { } make || !typeof(IDictionary).IsAssignableFrom(type)) return null;
        var made = (IDictionary)make.Invoke([]);
        var types = GenericTypes.OfMap(made) ?? (typeof(object), typeof(object));
        if (!types.Key.IsAssignableFrom(typeof(string))) return null;
        foreach (var (name, value) in members)
        {
            if (!LanguagePrimitives.TryConvertTo(value, types.Value, out var typed)) return null;
            made[name] = typed;
        }
        return made.Count == members.Count ? made : null;
    }

    /// <summary>Returns whether the existing entries are objects. If there are none, the type of the run decides.</summary>
    private bool EntriesAreObjects()
    {
        var entries = _before is IDictionary map ? map.Values : _before as IEnumerable;
        return entries?.Cast<object?>().FirstOrDefault().Unwrap() switch
        {
            IDictionary => false,
            PSCustomObject => true,
            _ => asObjects,
        };
    }
}
