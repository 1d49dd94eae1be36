using System.Buffers.Text;

namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// Writes compact JSON into a growing buffer, as <c>JSON.stringify</c> would. It does not check its
/// input: text must be UTF-8 that needs no escapes, and each object and array must be ended.
/// </summary>
internal sealed class CompactJsonWriter(int capacity)
{
    private const int MaximumIntegerLength = 20;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(capacity);
    private bool _needsComma;

    /// <summary>The number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes that were written. They are valid until the next write.</summary>
    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    /// <summary>Removes the content, and keeps the buffer.</summary>
    public void Clear()
    {
        Length = 0;
        _needsComma = false;
    }

    /// <summary>Begins an object.</summary>
    public void BeginObject() => Begin((byte)'{');

    /// <summary>Ends an object.</summary>
    public void EndObject() => End((byte)'}');

    /// <summary>Begins an array.</summary>
    public void BeginArray() => Begin((byte)'[');

    /// <summary>Ends an array.</summary>
    public void EndArray() => End((byte)']');

    /// <summary>Writes the name of a property; its value comes next.</summary>
    public void Name(ReadOnlySpan<byte> name)
    {
        Quote(name);
        Append((byte)':');
        _needsComma = false;
    }

    /// <summary>Writes a text.</summary>
    public void Value(ReadOnlySpan<byte> text)
    {
        Quote(text);
        _needsComma = true;
    }

    /// <summary>Writes a whole number.</summary>
    public void Value(long number)
    {
        Separate();
        _ = Utf8Formatter.TryFormat(number, Reserve(MaximumIntegerLength), out int written);
        Complete(written);
    }

    /// <summary>Writes a number.</summary>
    public void Value(double number)
    {
        Separate();
        Complete(JsNumber.Format(number, Reserve(JsNumber.MaximumLength)));
    }

    /// <summary>Writes true or false.</summary>
    public void Value(bool value) => Raw(value ? "true"u8 : "false"u8);

    /// <summary>Writes null.</summary>
    public void Null() => Raw("null"u8);

    /// <summary>Writes a value that is JSON already.</summary>
    public void Raw(ReadOnlySpan<byte> json)
    {
        Separate();
        json.CopyTo(Reserve(json.Length));
        Complete(json.Length);
    }

    /// <summary>Writes a property whose value is a text.</summary>
    public void Property(ReadOnlySpan<byte> name, ReadOnlySpan<byte> text)
    {
        Name(name);
        Value(text);
    }

    /// <summary>Writes a property whose value is a whole number.</summary>
    public void Property(ReadOnlySpan<byte> name, long number)
    {
        Name(name);
        Value(number);
    }

    /// <summary>Writes a property whose value is a number.</summary>
    public void Property(ReadOnlySpan<byte> name, double number)
    {
        Name(name);
        Value(number);
    }

    /// <summary>Writes a property whose value is true or false.</summary>
    public void Property(ReadOnlySpan<byte> name, bool value)
    {
        Name(name);
        Value(value);
    }

    /// <summary>Writes a property whose value is JSON already.</summary>
    public void RawProperty(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        Name(name);
        Raw(json);
    }

    private void Begin(byte bracket)
    {
        Separate();
        Append(bracket);
        _needsComma = false;
    }

    private void End(byte bracket)
    {
        Append(bracket);
        _needsComma = true;
    }

    private void Quote(ReadOnlySpan<byte> text)
    {
        Separate();
        Span<byte> destination = Reserve(text.Length + 2);
        destination[0] = (byte)'"';
        text.CopyTo(destination[1..]);
        destination[text.Length + 1] = (byte)'"';
        Length += text.Length + 2;
    }

    private void Separate()
    {
        if (_needsComma) Append((byte)',');
    }

    private void Append(byte value)
    {
        Reserve(1)[0] = value;
        Length++;
    }

    private void Complete(int written)
    {
        Length += written;
        _needsComma = true;
    }

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - Length < count) Grow(count);
        return _buffer.AsSpan(Length);
    }

    private void Grow(int count)
    {
        byte[] larger = GC.AllocateUninitializedArray<byte>(Math.Max(_buffer.Length * 2, Length + count));
        Written.Span.CopyTo(larger);
        _buffer = larger;
    }
}
