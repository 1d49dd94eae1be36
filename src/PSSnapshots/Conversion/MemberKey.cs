using System.Globalization;
using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>A dictionary key in JSON: a name, and the type if the key is not a string.</summary>
internal readonly struct MemberKey
{
    public MemberKey(object key)
    {
        var value = key.Unwrap();
        Type = value is string or Enum or byte[]? null : ScalarText.NoteOf(value.GetType());
        Name = value switch
        {
            string text => text,
            not Enum when Type is not null => ScalarText.TextOf(value),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }

    public string Name { get; }

    /// <summary>
    /// Returns the type note of a key, or <see langword="null"/> for strings and for types without a note, whose
    /// keys become strings.
    /// </summary>
    public TypeNote? Type { get; }
}
