using System.Buffers;
using System.Buffers.Text;
using System.Globalization;

namespace PSSnapshots.Values;

/// <summary>
/// Writes JSON as UTF-8 to a pooled buffer and, if there is a stream, flushes the buffer to it when it is full. The text
/// is compact, or indented as by <c>JSON.stringify(value, null, 2)</c>.
/// </summary>
internal sealed class Utf8Output : IDisposable, IBufferWriter<byte>
{
    private const int FlushSize = 64 * 1024;

    private readonly Stream? _stream;
    private readonly JsonIndenter? _indenter;
    private byte[] _buffer;
    private int _length;

    public Utf8Output(Stream? stream = null, bool indented = false)
    {
        _stream = stream;
        _indenter = indented ? new JsonIndenter() : null;
        _buffer = ArrayPool<byte>.Shared.Rent(stream is null ? 256 : FlushSize);
    }

    /// <summary>The bytes in the buffer that were not flushed yet.</summary>
    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    /// <summary>Writes compact JSON. The text must consist of complete tokens.</summary>
    public void Json(ReadOnlySpan<byte> compact)
    {
        if (_indenter is not null) _indenter.Write(compact, this);
        else if (compact.Length <= _buffer.Length - _length) AppendInRoom(compact);
        else Append(compact);
    }

    /// <summary>Writes the name of a member and a colon, preceded by a comma unless <paramref name="first"/> is true.</summary>
    public void Name(string name, ref bool first)
    {
        Separator(ref first);
        Text(name);
        Json(":"u8);
    }

    /// <summary>Writes the name of a member that includes its quotes and the colon (<c>"status":</c>) and needs no escapes.</summary>
    public void Name(ReadOnlySpan<byte> quoted, ref bool first)
    {
        Separator(ref first);
        Json(quoted);
    }

    /// <summary>Writes a comma unless <paramref name="first"/> is true, and sets it to false.</summary>
    public void Separator(ref bool first)
    {
        if (!first) Json(","u8);
        first = false;
    }

    /// <summary>Writes a JSON string.</summary>
    public void Text(ReadOnlySpan<char> text)
    {
        _indenter?.BeforeScalar(this);
        JsonText.WriteQuoted(text, this);
    }

    /// <summary>Writes an integer.</summary>
    public void Number(long value)
    {
        _indenter?.BeforeScalar(this);
        Utf8Formatter.TryFormat(value, GetSpan(20), out var written);
        Advance(written);
    }

    /// <summary>Writes a value in the invariant culture. Its text must be ASCII that needs no escapes.</summary>
    /// <param name="value">The value.</param>
    /// <param name="format">The format string.</param>
    /// <param name="isQuoted">True to write a JSON string; false to write a number.</param>
    public void Formatted<T>(T value, ReadOnlySpan<char> format, bool isQuoted)
        where T : IUtf8SpanFormattable
    {
        _indenter?.BeforeScalar(this);
        if (isQuoted) Append((byte)'"');
        int written;
        for (var room = 40; !value.TryFormat(GetSpan(room), out written, format, CultureInfo.InvariantCulture); room = checked(room * 2))
        {
            // Retry until the text fits.
        }
        Advance(written);
        if (isQuoted) Append((byte)'"');
    }

    /// <summary>Appends bytes unchanged, without indentation.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_stream is not null && bytes.Length >= FlushSize)
        {
            Flush();
            _stream.Write(bytes);
            return;
        }
        bytes.CopyTo(GetSpan(bytes.Length));
        _length += bytes.Length;
    }

    private void AppendInRoom(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Appends one byte unchanged, without indentation.</summary>
    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        _length++;
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        var wanted = Math.Max(sizeHint, 1);
        if (_buffer.Length - _length < wanted) MakeRoom(wanted);
        return _buffer.AsSpan(_length);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return _buffer.AsMemory(_length);
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <summary>Writes the buffer to the stream, if there is one.</summary>
    public void Flush()
    {
        if (_stream is null || _length == 0) return;
        _stream.Write(_buffer, 0, _length);
        _length = 0;
    }

    /// <summary>Copies <see cref="Written"/> to an array.</summary>
    public byte[] ToArray() => Written.ToArray();

    /// <summary>Discards the bytes that were not flushed yet.</summary>
    public void Clear() => _length = 0;

    /// <summary>Returns the buffer to the pool. Bytes that were not flushed are discarded.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0) ArrayPool<byte>.Shared.Return(buffer);
    }

    private void MakeRoom(int wanted)
    {
        Flush();
        if (_buffer.Length - _length >= wanted) return;
        var larger = ArrayPool<byte>.Shared.Rent(checked((int)Math.Max(_length + (long)wanted, Math.Min(_buffer.Length * 2L, Array.MaxLength))));
        Written.CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
