using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>What was kept of a damaged export: pieces of its text, field by field.</summary>
internal sealed class KeptFields
{
    private readonly (int Start, int End)?[] _values = new (int, int)?[RootFields.Shape.Count];
    private readonly List<(int Start, int End)>?[] _entries = new List<(int, int)>?[RootFields.Shape.Count];
    private readonly HashSet<string>?[] _keys = new HashSet<string>?[RootFields.Shape.Count];
    private readonly List<(int Start, int End)> _unknown = [];
    private readonly HashSet<string> _unknownNames = new(StringComparer.Ordinal);

    /// <summary>Whether a field was met and not lost.</summary>
    public bool Has(int field) => _values[field] is not null || _entries[field] is not null;

    /// <summary>Whether no required field was met but those that an envelope has too.</summary>
    public bool MayBeEnvelope => !Enumerable.Range(0, RootFields.Shape.Count)
        .Any(index => Has(index) && RootFields.Shape[index] is { IsRequired: true, Name: not ("runId" or "workflowId") });

    /// <summary>Whether any field of a snapshot was met.</summary>
    public bool HasAny => Enumerable.Range(0, RootFields.Shape.Count).Any(Has);

    /// <summary>The text of a field that has no entries, or nothing where it was not kept.</summary>
    public ReadOnlySpan<byte> ValueOf(string name, ReadOnlySpan<byte> text) =>
        _values[RootFields.Shape.IndexOf(System.Text.Encoding.UTF8.GetBytes(name))] is var (start, end) ? text[start..end] : [];

    /// <summary>Where the value of a field that has no entries stands, or nothing where it was not kept.</summary>
    public (int Start, int End)? RangeOf(string name) => _values[RootFields.Shape.IndexOf(System.Text.Encoding.UTF8.GetBytes(name))];

    public void AddValue(int field, int start, int end) => _values[field] = (start, end);

    public void Begin(int field)
    {
        _entries[field] ??= [];
        _keys[field] ??= new HashSet<string>(StringComparer.Ordinal);
    }

    /// <summary>Keeps an entry, with its name where it has one; false where the name is there already.</summary>
    public bool TryAddEntry(int field, string? key, int start, int end)
    {
        if (key is not null && !_keys[field]!.Add(key)) return false;
        _entries[field]!.Add((start, end));
        return true;
    }

    /// <summary>Keeps a member that the format does not know; false where its name is there already.</summary>
    public bool TryAddUnknown(string name, int start, int end)
    {
        if (!_unknownNames.Add(name)) return false;
        _unknown.Add((start, end));
        return true;
    }

    /// <summary>A document of what was kept.</summary>
    /// <param name="text">The text that the pieces are of.</param>
    /// <param name="instead">The JSON that stands for fields that were not kept, by name.</param>
    public byte[] ToDocument(ReadOnlySpan<byte> text, IReadOnlyDictionary<string, string> instead)
    {
        using var output = new Utf8Output();
        var first = true;
        output.Json("{"u8);
        for (var field = 0; field < RootFields.Shape.Count; field++)
        {
            var name = RootFields.Shape[field].Name;
            if (_values[field] is var (start, end))
            {
                output.Name(name, ref first);
                output.Json(text[start..end]);
            }
            else if (_entries[field] is { } entries)
            {
                output.Name(name, ref first);
                WriteEntries(entries, RootFields.IsMap(field), text, output);
            }
            else if (instead.TryGetValue(name, out var json))
            {
                output.Name(name, ref first);
                output.Json(System.Text.Encoding.UTF8.GetBytes(json));
            }
        }
        foreach (var (start, end) in _unknown)
        {
            output.Separator(ref first);
            output.Json(text[start..end]);
        }
        output.Json("}"u8);
        return output.ToArray();
    }

    private static void WriteEntries(List<(int Start, int End)> entries, bool isMap, ReadOnlySpan<byte> text, Utf8Output output)
    {
        var first = true;
        output.Json(isMap ? "{"u8 : "["u8);
        foreach (var (start, end) in entries)
        {
            output.Separator(ref first);
            output.Json(text[start..end]);
        }
        output.Json(isMap ? "}"u8 : "]"u8);
    }
}
