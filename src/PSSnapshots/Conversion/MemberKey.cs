using System.Globalization;
using System.Management.Automation;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>A dictionary's key as JSON has it: a name, and the type where it was no text.</summary>
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

    /// <summary>The key's type; nothing for text, and for types that are not in the list, whose keys become text.</summary>
    public TypeNote? Type { get; }
}
