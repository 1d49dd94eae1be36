using System.Collections;
using System.Collections.Specialized;
using System.Management.Automation;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// Makes the parts of a run in the shape that a script's own object has them in: maps and lists of the type that stands
/// in the field already, entries as dictionaries or custom objects, names in the object's spelling.
/// </summary>
/// <param name="before">What stands in the field.</param>
/// <param name="declared">The type that the field is declared with, where there is one.</param>
/// <param name="asObjects">Whether the run is no dictionary itself, so that its parts are none where nothing tells otherwise.</param>
/// <param name="isCamel">Whether the run's names begin with a small letter, as those of the format.</param>
internal sealed class ObjectPartBuilder(object? before, Type? declared, bool asObjects, bool isCamel)
{
    private readonly object? _before = before.Unwrap();

    /// <summary>A name as the object spells names.</summary>
    public string Spell(string name) => isCamel ? char.ToLowerInvariant(name[0]) + name[1..] : name;

    /// <summary>
    /// An enum's value: of its type where the object has that, otherwise its name, in the case of the name that is there,
    /// or as the format or scripts spell it.
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

    /// <summary>An entry of its fields that are there; frozen values are made into what scripts expect.</summary>
    public object Entry(params IEnumerable<(string Name, object? Value)> fields)
    {
        var members = fields.Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(Spell(field.Name), field.Value is JsonValue json ? json.ToObject() : field.Value))
            .ToList();
        return EntriesAreObjects() ? Materializer.MakeObject(members) : Fill(new OrderedDictionary(StringComparer.OrdinalIgnoreCase), members);
    }

    /// <summary>A dictionary of the type that stands in the field, or a custom object.</summary>
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

    /// <summary>A list of the type that stands in the field, or an array.</summary>
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

    /// <summary>A generic dictionary, empty and then filled; nothing where its type does not allow that.</summary>
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

    /// <summary>Whether the entries that stand in the field are objects; where there is none, what the run itself is tells.</summary>
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
