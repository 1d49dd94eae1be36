using System.Collections;

namespace PSSnapshots.Values;

/// <summary>
/// Creates collections of the noted types. If the items in a file do not have the declared type, the item type of the
/// collection is <see cref="object"/>.
/// </summary>
internal static class TypedCollections
{
    /// <summary>Creates a list, a set or an array.</summary>
    /// <param name="items">The items.</param>
    /// <param name="note">The type of the collection; <see langword="null"/> for an array.</param>
    /// <param name="declared">The declared type of the items; <see langword="null"/> for <see cref="object"/>.</param>
    public static object OfItems(List<object?> items, TypeNote? note, TypeNote? declared)
    {
        var type = TypeOf(items, declared);
        switch (note)
        {
            case TypeNote.ArrayList:
                return new ArrayList(items);
            case TypeNote.List when type == typeof(object):
                return items;
            case TypeNote.List:
                return Create(typeof(List<>), type, ArrayOf(items, type));
            case TypeNote.HashSet:
                return Create(typeof(HashSet<>), type, ArrayOf(items, type));
            default:
                return ArrayOf(items, type);
        }
    }

    /// <summary>Creates a dictionary with string keys.</summary>
    public static object OfMembers(List<KeyValuePair<string, object?>> members, TypeNote? declared)
    {
        var type = TypeOf(members.ConvertAll(member => member.Value), declared);
        var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(typeof(string), type))!;
        foreach (var (name, value) in members) map[name] = value;
        return map;
    }

    private static Type TypeOf(List<object?> items, TypeNote? declared)
    {
        var type = declared is { } note ? ScalarText.TypeOf(note) : null;
        return type is not null && items.TrueForAll(item => item is null ? !type.IsValueType : type.IsInstanceOfType(item)) ? type : typeof(object);
    }

    private static Array ArrayOf(List<object?> items, Type type)
    {
        var array = Array.CreateInstance(type, items.Count);
        ((ICollection)items).CopyTo(array, 0);
        return array;
    }

    private static object Create(Type collection, Type item, Array items) => Activator.CreateInstance(collection.MakeGenericType(item), items)!;
}
