namespace PSSnapshots.Values;

/// <summary>
/// A JSON value as compact UTF-8 in part of a buffer. The creator guarantees that the JSON is valid and compact, and that
/// the buffer does not change.
/// </summary>
internal readonly record struct JsonSlice(byte[] Buffer, int Offset, int Length)
{
    /// <summary>The bytes of the value.</summary>
    public ReadOnlySpan<byte> Span => new(Buffer, Offset, Length);

    /// <summary>The first byte, which determines the kind of the value.</summary>
    public byte First => Buffer[Offset];

    /// <summary>Returns a part of this slice; <paramref name="start"/> is relative to the slice.</summary>
    public JsonSlice Part(int start, int length) => new(Buffer, Offset + start, length);

    /// <summary>Copies compact JSON into a buffer of its own.</summary>
    public static JsonSlice Of(ReadOnlySpan<byte> compact) => new(compact.ToArray(), 0, compact.Length);
}
