namespace PSSnapshots.Values;

/// <summary>
/// A valid JSON value as compact UTF-8 inside a larger buffer. Whoever makes one vouches for both; nobody writes to
/// the buffer afterwards.
/// </summary>
internal readonly record struct JsonSlice(byte[] Buffer, int Offset, int Length)
{
    public ReadOnlySpan<byte> Span => new(Buffer, Offset, Length);

    public byte First => Buffer[Offset];

    /// <summary>A part of this slice; <paramref name="start"/> counts from its own first byte.</summary>
    public JsonSlice Part(int start, int length) => new(Buffer, Offset + start, length);

    public static JsonSlice Of(ReadOnlySpan<byte> compact) => new(compact.ToArray(), 0, compact.Length);
}
