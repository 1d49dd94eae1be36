using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// A part of a run's state that is one JSON object in the format: a step's result, a log entry or an event. An entry that
/// was read from JSON keeps its text, including unknown fields.
/// </summary>
public abstract class StateEntry : IEquatable<StateEntry>
{
    private readonly JsonSlice? _source;

    private protected StateEntry(JsonSlice? source) => _source = source;

    /// <summary>Whether the entry keeps the text that it was read from.</summary>
    private protected bool HasSource => _source is not null;

    /// <summary>Returns the entry as JSON.</summary>
    /// <returns>An object in the snapshot format that preserves the types of its values.</returns>
    public JsonValue ToJson() => ToValue(ToSlice());

    /// <summary>Returns whether both entries represent the same JSON.</summary>
    /// <param name="other">The other entry.</param>
    /// <returns>True if they do.</returns>
    public bool Equals(StateEntry? other) =>
        ReferenceEquals(this, other) || (other is not null && JsonEquality.AreEqual(ToSlice(), other.ToSlice()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StateEntry);

    /// <inheritdoc/>
    public override int GetHashCode() => JsonEquality.HashOf(ToSlice());

    /// <summary>The fields of an entry that was read from JSON.</summary>
    private protected bool TryReadSource(out EntryFields fields)
    {
        fields = _source is { } source ? EntryFields.Read(source) : default;
        return _source is not null;
    }

    /// <summary>Returns the value of an entry's JSON. The member <c>valueTypes</c> is converted to type notes and removed.</summary>
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

    /// <summary>Returns whether an entry may contain type notes. An escaped letter can hide the name, so escapes count as well.</summary>
    internal static bool MayHaveNotes(JsonSlice entry) =>
        entry.Span.IndexOf("\"valueTypes\":"u8) >= 0 || entry.Span.IndexOf("\\u"u8) >= 0;

    /// <summary>The text that the entry was read from, if it was read.</summary>
    internal JsonSlice? Source => _source;

    /// <summary>Returns whether both have the same text and the same types.</summary>
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

    /// <summary>Writes the <c>valueTypes</c> of an entry's fields, if there are any.</summary>
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
