using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Reads the fields of a dictionary or of an object by name, whatever the names' case.</summary>
internal sealed class FieldReader
{
    private readonly Dictionary<string, object?> _fields = new(StringComparer.OrdinalIgnoreCase);

    private readonly Action<UnsupportedValueException>? _leaveOut;

    /// <param name="source">The dictionary or object.</param>
    /// <param name="leaveOut">What is told of what is left out of its values (<see cref="ObjectWalker.ToValue"/>).</param>
    public FieldReader(object? source, Action<UnsupportedValueException>? leaveOut = null)
    {
        _leaveOut = leaveOut;
        if (source.Unwrap() is IDictionary map)
        {
            foreach (var (key, content) in Synchronized.EntriesOf(map))
                if (LanguagePrimitives.TryConvertTo<string>(key, out var name)) _fields.TryAdd(name, content);
        }
        else if (source is not null)
        {
            foreach (var property in PSObject.AsPSObject(source).Properties)
                if (property.IsGettable) _fields.TryAdd(property.Name, property.Value);
        }
    }

    /// <summary>Puts a value in a field's place; null is as if it were not there.</summary>
    public void Set(string name, object? value)
    {
        if (value is null) _fields.Remove(name);
        else _fields[name] = value;
    }

    public bool Has(string name) => _fields.ContainsKey(name);

    public object? Get(string name) => _fields.TryGetValue(name, out var value) ? value : null;

    public string? Text(string name) => Get(name) is { } value ? LanguagePrimitives.ConvertTo<string>(value) : null;

    /// <summary>The frozen value of a field; nothing where the field is not there.</summary>
    public JsonValue? Value(string name, string path) =>
        Has(name) ? ObjectWalker.ToValue(Get(name), path, _leaveOut) : null;

    /// <summary>An enum of a field, by name in any case.</summary>
    /// <exception cref="UnsupportedValueException">The field holds no such name.</exception>
    public T? Enum<T>(string name, string path)
        where T : struct, Enum
    {
        if (Get(name) is not { } value) return null;
        return LanguagePrimitives.TryConvertTo<T>(value, out var parsed) && System.Enum.IsDefined(parsed)
            ? parsed
            : throw new UnsupportedValueException(path, $"is '{value}'; it is one of {string.Join(", ", System.Enum.GetNames<T>())}.");
    }

    /// <summary>A time of a field: a date, or milliseconds since the Unix epoch.</summary>
    /// <exception cref="UnsupportedValueException">The field holds no time.</exception>
    public DateTimeOffset? Time(string name, string path)
    {
        var value = Get(name);
        switch (value.Unwrap())
        {
            case null:
                return null;
            case DateTimeOffset time:
                return time;
            case DateTime time:
                return new DateTimeOffset(time.ToUniversalTime());
            case var other when LanguagePrimitives.TryConvertTo<long>(other, out var milliseconds)
                && Math.Abs(milliseconds) < DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() / 2:
                return DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            default:
                throw new UnsupportedValueException(path, $"is '{value}', which is no time.");
        }
    }

    public int[]? Path(string name, string path) => Get(name) is { } value ? Indexes(value, path) : null;

    /// <summary>The indexes of a path in the graph.</summary>
    /// <exception cref="UnsupportedValueException">The value is no list of integers.</exception>
    public static int[] Indexes(object? value, string path) =>
        LanguagePrimitives.TryConvertTo<int[]>(value, out var indexes)
            ? indexes
            : throw new UnsupportedValueException(path, "is no list of integers.");

    public IEnumerable<object?> Items(string name) => Get(name) switch
    {
        null => [],
        var value when LanguagePrimitives.GetEnumerable(value) is { } items => items.Cast<object?>(),
        var value => [value],
    };
}
