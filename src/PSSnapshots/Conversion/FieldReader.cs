using System.Collections;
using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>Reads the fields of a dictionary or an object by name, ignoring case.</summary>
internal sealed class FieldReader
{
    private readonly Dictionary<string, Field> _fields = new(StringComparer.OrdinalIgnoreCase);
    private readonly string _path;
    private readonly Action<UnsupportedValueException>? _leaveOut;

    /// <param name="source">The dictionary or object.</param>
    /// <param name="path">The JSON Pointer of the object in the run, for messages.</param>
    /// <param name="leaveOut">Receives each value that is omitted (<see cref="ObjectSerializer.ToValue"/>).</param>
    public FieldReader(object? source, string path = "", Action<UnsupportedValueException>? leaveOut = null)
    {
        _path = path;
        _leaveOut = leaveOut;
        switch (source.Unwrap())
        {
            case null:
                break;
            case IDictionary map:
                foreach (var (key, content) in Synchronized.EntriesOf(map))
                    if (LanguagePrimitives.TryConvertTo<string>(key, out var name)) Add(name, content);
                break;
            case IEnumerable pairs when GenericTypes.IsMap(pairs):
                foreach (var (key, content) in GenericTypes.EntriesOf(Synchronized.ItemsOf(pairs)))
                    if (LanguagePrimitives.TryConvertTo<string>(key, out var name)) Add(name, content);
                break;
            default:
                // A property is read on demand, because some properties are slow and some throw.
                foreach (var property in PSObject.AsPSObject(source).Properties)
                    if (property.IsGettable) Add(property.Name, property);
                break;
        }
    }

    /// <summary>Gets the names that were not read.</summary>
    public IEnumerable<string> Unread => _fields.Values.Where(each => !each.IsRead).Select(each => each.Name);

    /// <summary>Reads the fields of a part of a run, such as a step.</summary>
    /// <param name="source">The part: a dictionary or an object.</param>
    /// <param name="path">The JSON Pointer of the part in the run.</param>
    /// <param name="kind">The kind of part, such as <c>a step</c>.</param>
    /// <param name="leaveOut">Receives each value that is omitted.</param>
    /// <exception cref="UnsupportedValueException">The part is an array or a scalar.</exception>
    public static FieldReader OfPart(object? source, string path, string kind, Action<UnsupportedValueException>? leaveOut) =>
        ValueShape.HasMembers(source)
            ? new FieldReader(source, path, leaveOut)
            : throw new UnsupportedValueException(path, $"is {ValueShape.Describe(source)}; {kind} is a hashtable or an object.");

    public bool Has(string name) => _fields.ContainsKey(name);

    /// <summary>Returns the value of a field, or <see langword="null"/> if it does not exist.</summary>
    /// <exception cref="UnsupportedValueException">Two names differ only in case, or a property of the object throws.</exception>
    public object? Get(string name) => _fields.TryGetValue(name, out var field) ? Read(field, field.Other) : null;

    /// <summary>Gets the value of a member by its exact name, or ignoring case if only one name matches.</summary>
    /// <returns><see langword="true"/> if the member exists.</returns>
    /// <exception cref="UnsupportedValueException">Two names differ only in case, or a property of the object throws.</exception>
    public bool TryGetMember(string name, out object? value)
    {
        value = null;
        if (!_fields.TryGetValue(name, out var field)) return false;
        for (var exact = field; exact is not null; exact = exact.Other)
        {
            if (exact.Name != name) continue;
            value = Read(exact, null);
            return true;
        }
        value = Read(field, field.Other);
        return true;
    }

    public string? Text(string name) => Get(name) is { } value ? IdentifierText.Of(value) : null;

    /// <summary>Returns the value of a field as JSON, or <see langword="null"/> if it does not exist.</summary>
    public JsonValue? Value(string name, string path) =>
        Has(name) ? ObjectSerializer.ToValue(Get(name), path, _leaveOut) : null;

    /// <summary>Returns the enum value of a field by its full name, ignoring case.</summary>
    /// <exception cref="UnsupportedValueException">The value is not a name of the enum.</exception>
    public T? Enum<T>(string name, string path)
        where T : struct, Enum =>
        Get(name) is { } value ? EnumName.Parse<T>(value, path) : null;

    /// <summary>Returns the time of a field: a date, ISO 8601 text, or milliseconds since the Unix epoch.</summary>
    /// <exception cref="UnsupportedValueException">The value is not a time.</exception>
    public DateTimeOffset? Time(string name, string path) => Get(name) is { } value ? TimeValue.Parse(value, path) : null;

    /// <summary>Returns the count of a field, which is at least 1.</summary>
    /// <exception cref="UnsupportedValueException">The value is not a positive integer.</exception>
    public int? Count(string name, string path) => Get(name) switch
    {
        null => null,
        var value when value.Unwrap() is not (bool or char or string or IEnumerable or System.Enum)
            && LanguagePrimitives.TryConvertTo<decimal>(value, out var number) && number == decimal.Truncate(number) && number is >= 1 and <= int.MaxValue => (int)number,
        var value => throw new UnsupportedValueException(path, $"is {ValueShape.Describe(value)}, which is not a whole number of at least 1."),
    };

    public int[]? Path(string name, string path) => Get(name) is { } value ? Indexes(value, path) : null;

    /// <summary>Returns the indexes of a path in the execution graph.</summary>
    /// <exception cref="UnsupportedValueException">The value is not a list of integers.</exception>
    public static int[] Indexes(object? value, string path) =>
        LanguagePrimitives.TryConvertTo<int[]>(value, out var indexes)
            ? indexes
            : throw new UnsupportedValueException(path, "is not a list of integers.");

    public IEnumerable<object?> Items(string name) => Get(name) switch
    {
        null => (IEnumerable<object?>)[],
        var value when LanguagePrimitives.GetEnumerable(value) is { } items => items.Cast<object?>(),
        var value => [value],
    };

    private void Add(string name, object? content)
    {
        var field = new Field(name, content);
        if (_fields.TryAdd(name, field)) return;
        field.Other = _fields[name];
        _fields[name] = field;
    }

    private object? Read(Field field, Field? other)
    {
        if (other is not null)
        {
            string[] names = [field.Name, other.Name];
            Array.Sort(names, StringComparer.Ordinal);
            throw new UnsupportedValueException(_path, $"has both '{names[0]}' and '{names[1]}', which differ only in case. Keep one of them.");
        }
        field.IsRead = true;
        if (field.Content is not PSPropertyInfo property) return field.Content;
        try
        {
            return property.Value;
        }
        catch (GetValueException failure)
        {
            throw new UnsupportedValueException(JsonPointer.Append(_path, field.Name), $"could not be read: {(failure.InnerException ?? failure).Message}");
        }
    }

    private sealed class Field(string name, object? content)
    {
        public string Name { get; } = name;

        public object? Content { get; } = content;

        /// <summary>Gets the previous member whose name differs only in case.</summary>
        public Field? Other { get; set; }

        public bool IsRead { get; set; }
    }
}
