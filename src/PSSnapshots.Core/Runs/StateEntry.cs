using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// A part of a run's state that stands as one JSON object in the format: a step's result, a log entry, an event.
/// What was read from JSON keeps its text, fields that are not known here included.
/// </summary>
public abstract class StateEntry : IEquatable<StateEntry>
{
    private readonly JsonSlice? _source;

    private protected StateEntry(JsonSlice? source) => _source = source;

    /// <summary>Whether the entry is what was read, rather than its fields.</summary>
    private protected bool HasSource => _source is not null;

    /// <summary>The entry as JSON.</summary>
    /// <returns>An object in the snapshot format, with the types of its values as they were.</returns>
    public JsonValue ToJson() => ToValue(ToSlice());

    /// <summary>Whether both entries mean the same JSON.</summary>
    /// <param name="other">The other entry.</param>
    /// <returns>True where they do.</returns>
    public bool Equals(StateEntry? other) =>
        ReferenceEquals(this, other) || (other is not null && JsonEquality.AreEqual(ToSlice(), other.ToSlice()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StateEntry);

    /// <inheritdoc/>
    public override int GetHashCode() => JsonEquality.HashOf(ToSlice());

    /// <summary>The fields of an entry that came from JSON.</summary>
    private protected bool TryReadSource(out EntryFields fields)
    {
        fields = _source is { } source ? EntryFields.Read(source) : default;
        return _source is not null;
    }

    /// <summary>The value of an entry's JSON: what <c>valueTypes</c> notes becomes notes, and is no member any more.</summary>
    internal static JsonValue ToValue(JsonSlice entry)
    {
        if (!MayHaveNotes(entry)) return new JsonValue(entry);
        TypeNotes? notes = null;
        var first = true;
        using var output = new Utf8Output();
        output.Json("{"u8);
        foreach (var member in JsonScan.Members(entry))
        {
            if (member.Is("valueTypes"u8))
            {
                notes = TypeNotes.Read(member.Value);
                continue;
            }
            output.Name(member.Name, ref first);
            output.Json(member.Value.Span);
        }
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written), notes);
    }

    /// <summary>Whether an entry may note types: only an escape of a letter can hide the name.</summary>
    internal static bool MayHaveNotes(JsonSlice entry) =>
        entry.Span.IndexOf("\"valueTypes\":"u8) >= 0 || entry.Span.IndexOf("\\u"u8) >= 0;

    /// <summary>The text that the entry was read from, where it was.</summary>
    internal JsonSlice? Source => _source;

    /// <summary>Whether both are the same text, types included.</summary>
    internal bool IsIdenticalTo(StateEntry other)
    {
        if (ReferenceEquals(this, other)) return true;
        using var mine = new Utf8Output();
        using var theirs = new Utf8Output();
        WriteTo(mine);
        other.WriteTo(theirs);
        return mine.Written.SequenceEqual(theirs.Written);
    }

    internal JsonSlice ToSlice()
    {
        if (_source is { } source) return source;
        using var output = new Utf8Output();
        WriteFields(output);
        return JsonSlice.Of(output.Written);
    }

    internal void WriteTo(Utf8Output output)
    {
        if (_source is { } source) output.Json(source.Span);
        else WriteFields(output);
    }

    private protected abstract void WriteFields(Utf8Output output);

    /// <summary>Writes the <c>valueTypes</c> of an entry's fields, where there are any.</summary>
    private protected static void WriteNotes(Utf8Output output, params ReadOnlySpan<(string Field, JsonValue? Value)> fields)
    {
        var open = false;
        var first = true;
        foreach (var (field, value) in fields)
        {
            if (value?.Notes is not { } notes) continue;
            if (!open) output.Json(",\"valueTypes\":{"u8);
            open = true;
            notes.WriteMembers(JsonPointer.Append("", field), output, ref first);
        }
        if (open) output.Json("}"u8);
    }

    private protected static void WriteField(Utf8Output output, ReadOnlySpan<byte> name, JsonValue? value)
    {
        if (value is null) return;
        output.Json(name);
        output.Json(value.Utf8);
    }
}
