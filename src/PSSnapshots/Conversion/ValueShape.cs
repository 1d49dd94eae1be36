using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Classifies and describes values where an object is expected.</summary>
internal static class ValueShape
{
    /// <summary>Returns whether a value is a dictionary or an object with properties, not an array or a scalar.</summary>
    public static bool HasMembers(object? value) => value.Unwrap() switch
    {
        null or string => false,
        IDictionary => true,
        IEnumerable items => GenericTypes.IsMap(items),
        PSCustomObject => true,
        var other => !other.GetType().IsPrimitive && !other.GetType().IsEnum && Values.ScalarText.NoteOf(other.GetType()) is null,
    };

    /// <summary>Returns whether a value is an empty array or list.</summary>
    public static bool IsEmptyList(object? value) =>
        value.Unwrap() is IEnumerable items and not (string or IDictionary) && !GenericTypes.IsMap(items) && Synchronized.ItemsOf(items).Count == 0;

    /// <summary>Describes a value for a message.</summary>
    /// <returns>A description such as <c>an array</c>, <c>null</c>, <c>'text'</c> or <c>5 (System.Int32)</c>.</returns>
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
