using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Tells what kind of value a script gave where an object is wanted.</summary>
internal static class ValueShape
{
    /// <summary>Returns whether a value has members that are data: a dictionary or an object, not an array or a single value.</summary>
    public static bool HasMembers(object? value) => value.Unwrap() switch
    {
        null or string => false,
        IDictionary => true,
        IEnumerable items => GenericTypes.IsMap(items),
        PSCustomObject => true,
        var other => !other.GetType().IsPrimitive && !other.GetType().IsEnum && Values.ScalarText.NoteOf(other.GetType()) is null,
    };

    /// <summary>Returns whether a value is an array or another list without items.</summary>
    public static bool IsEmptyList(object? value) =>
        value.Unwrap() is IEnumerable items and not (string or IDictionary) && !GenericTypes.IsMap(items) && Synchronized.ItemsOf(items).Count == 0;

    /// <summary>Describes a value for a message.</summary>
    /// <returns>Such as <c>an array</c>, <c>null</c>, <c>'text'</c> or <c>5 (System.Int32)</c>.</returns>
    public static string Describe(object? value) => value.Unwrap() switch
    {
        null => "null",
        string text => $"'{text}'",
        IDictionary => "a hashtable",
        IEnumerable => "an array",
        PSCustomObject => "an object",
        Enum name => $"'{name}'",
        var other => $"{LanguagePrimitives.ConvertTo<string>(other)} ({other.GetType()})",
    };
}
