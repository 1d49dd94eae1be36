using System.Collections;
using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>What the generic collections are of.</summary>
internal static class GenericTypes
{
    /// <summary>The note of a list that is no array; nothing for other collections, which become arrays.</summary>
    public static TypeNote? NoteOfList(IEnumerable items) =>
        items.GetType() == typeof(ArrayList) ? TypeNote.ArrayList
        : Is(items, typeof(List<>)) ? TypeNote.List
        : Is(items, typeof(HashSet<>)) ? TypeNote.HashSet
        : null;

    /// <summary>The type that the items of a list are declared with; nothing where the list does not keep it.</summary>
    public static Type? ItemsOfList(IEnumerable items) =>
        items is Array ? items.GetType().GetElementType()
        : Is(items, typeof(List<>)) || Is(items, typeof(HashSet<>)) ? items.GetType().GetGenericArguments()[0]
        : null;

    /// <summary>The type of the values of a generic dictionary with text keys; nothing for others.</summary>
    public static Type? ValuesOfDictionary(IDictionary map) =>
        Is(map, typeof(Dictionary<,>)) && map.GetType().GetGenericArguments() is [var keys, var values] && keys == typeof(string) ? values : null;

    /// <summary>Whether a collection is a dictionary though it is no <see cref="IDictionary"/>.</summary>
    public static bool IsMap(IEnumerable items) => Array.Exists(items.GetType().GetInterfaces(), type =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IDictionary<,>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)));

    /// <summary>What a generic dictionary's keys and values are declared as; nothing for other dictionaries, which take anything.</summary>
    public static (Type Key, Type Value)? OfMap(IDictionary map) =>
        Array.Find(map.GetType().GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
            ?.GetGenericArguments() is [var key, var value] ? (key, value) : null;

    /// <summary>Key and value of each pair.</summary>
    public static List<DictionaryEntry> EntriesOf(List<object?> pairs) => pairs.ConvertAll(pair =>
    {
        var properties = PSObject.AsPSObject(pair).Properties;
        return new DictionaryEntry(properties["Key"].Value, properties["Value"].Value);
    });

    public static bool IsPair(object value) => Is(value, typeof(KeyValuePair<,>));

    private static bool Is(object value, Type definition) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;
}
