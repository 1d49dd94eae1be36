using System.Collections;
using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>Determines the element types of generic collections.</summary>
internal static class GenericTypes
{
    /// <summary>
    /// Returns the type note of a list that is not an array, or <see langword="null"/> for other collections, which
    /// become arrays.
    /// </summary>
    public static TypeNote? NoteOfList(IEnumerable items) =>
        items.GetType() == typeof(ArrayList) ? TypeNote.ArrayList
        : Is(items, typeof(List<>)) ? TypeNote.List
        : Is(items, typeof(HashSet<>)) ? TypeNote.HashSet
        : null;

    /// <summary>Returns the declared item type of a list, or <see langword="null"/> if it is not recorded.</summary>
    public static Type? ItemsOfList(IEnumerable items) =>
        items is Array ? items.GetType().GetElementType()
        : Is(items, typeof(List<>)) || Is(items, typeof(HashSet<>)) ? items.GetType().GetGenericArguments()[0]
        : null;

    /// <summary>
    /// Returns the value type of a generic dictionary with string keys, or <see langword="null"/> for other
    /// dictionaries.
    /// </summary>
    public static Type? ValuesOfDictionary(IDictionary map) =>
        Is(map, typeof(Dictionary<,>)) && map.GetType().GetGenericArguments() is [var keys, var values] && keys == typeof(string) ? values : null;

    /// <summary>Returns whether a collection is a dictionary that does not implement <see cref="IDictionary"/>.</summary>
    public static bool IsMap(IEnumerable items) => Array.Exists(items.GetType().GetInterfaces(), type =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IDictionary<,>) || type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>)));

    /// <summary>
    /// Returns the declared key and value types of a generic dictionary, or <see langword="null"/> for other
    /// dictionaries.
    /// </summary>
    public static (Type Key, Type Value)? OfMap(IDictionary map) =>
        Array.Find(map.GetType().GetInterfaces(), type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IDictionary<,>))
            ?.GetGenericArguments() is [var key, var value] ? (key, value) : null;

    /// <summary>Returns the key and value of each pair.</summary>
    public static List<DictionaryEntry> EntriesOf(List<object?> pairs) => pairs.ConvertAll(pair =>
    {
        var properties = PSObject.AsPSObject(pair).Properties;
        return new DictionaryEntry(properties["Key"].Value, properties["Value"].Value);
    });

    public static bool IsPair(object value) => Is(value, typeof(KeyValuePair<,>));

    private static bool Is(object value, Type definition) =>
        value.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == definition;
}
