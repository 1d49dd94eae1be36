using System.Buffers;

namespace PSSnapshots.Values;

/// <summary>Finds the parts of JSON text that is known to be valid and compact. The text is not validated again.</summary>
internal static class JsonScan
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    /// <summary>The length up to which a string is scanned byte by byte. Most strings are so short that a vectorized search is slower.</summary>
    private const int ShortString = 12;

    /// <summary>Returns the position after the string whose opening quote is at <paramref name="start"/>.</summary>
    public static int EndOfString(ReadOnlySpan<byte> json, int start)
    {
        var at = start + 1;
        var near = Math.Min(at + ShortString, json.Length);
        while (at < near && json[at] != (byte)'\\')
            if (json[at++] == (byte)'"') return at;
        while (true)
        {
            at += json[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (json[at] == (byte)'"') return at + 1;
            at += 2;
        }
    }

    /// <summary>Returns the position after the value that starts at <paramref name="start"/>.</summary>
    public static int EndOfValue(ReadOnlySpan<byte> json, int start)
    {
        switch (json[start])
        {
            case (byte)'"':
                return EndOfString(json, start);
            case (byte)'{' or (byte)'[':
                return EndOfContainer(json, start);
            default:
                while (start < json.Length && json[start] is not ((byte)',' or (byte)'}' or (byte)']')) start++;
                return start;
        }
    }

    /// <summary>Returns the members of an object in order, including repeated names.</summary>
    public static MemberEnumerator Members(JsonSlice json) => new(json);

    /// <summary>Returns the items of an array.</summary>
    public static ItemEnumerator Items(JsonSlice json) => new(json);

    private static int EndOfContainer(ReadOnlySpan<byte> json, int start)
    {
        var depth = 0;
        var at = start;
        while (true)
        {
            at += json[at..].IndexOfAny(Structure);
            switch (json[at])
            {
                case (byte)'"':
                    at = EndOfString(json, at);
                    continue;
                case (byte)'{' or (byte)'[':
                    depth++;
                    break;
                default:
                    depth--;
                    break;
            }
            at++;
            if (depth == 0) return at;
        }
    }

    /// <summary>A member of an object.</summary>
    /// <param name="RawName">The name: the raw bytes between the quotes.</param>
    /// <param name="Value">The value.</param>
    public readonly record struct Member(JsonSlice RawName, JsonSlice Value)
    {
        /// <summary>The unescaped name.</summary>
        public string Name => JsonText.Unescape(RawName.Span);

        /// <summary>Returns true if the member has the given name.</summary>
        public bool Is(ReadOnlySpan<byte> name) => JsonText.NameEquals(RawName.Span, name);

        /// <summary>Returns true if the member has the given name, which may contain lone surrogates.</summary>
        /// <param name="name">The name.</param>
        /// <param name="utf8">The name as converted by <see cref="JsonText.ToUtf8(ReadOnlySpan{char})"/>.</param>
        public bool Is(string name, ReadOnlySpan<byte> utf8) =>
            RawName.Span.Contains((byte)'\\') ? Name == name : RawName.Span.SequenceEqual(utf8);
    }

    /// <summary>Enumerates the members of an object without allocations.</summary>
    public struct MemberEnumerator(JsonSlice json)
    {
        private int _at = 1;

        public Member Current { get; private set; }

        public readonly MemberEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            var span = json.Span;
            if (span[_at] == (byte)',') _at++;
            if (span[_at] == (byte)'}') return false;
            var nameEnd = EndOfString(span, _at);
            var valueStart = nameEnd + 1;
            var valueEnd = EndOfValue(span, valueStart);
            Current = new Member(json.Part(_at + 1, nameEnd - _at - 2), json.Part(valueStart, valueEnd - valueStart));
            _at = valueEnd;
            return true;
        }
    }

    /// <summary>Enumerates the items of an array without allocations.</summary>
    public struct ItemEnumerator(JsonSlice json)
    {
        private int _at = 1;

        public JsonSlice Current { get; private set; }

        public readonly ItemEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            var span = json.Span;
            if (span[_at] == (byte)',') _at++;
            if (span[_at] == (byte)']') return false;
            var end = EndOfValue(span, _at);
            Current = json.Part(_at, end - _at);
            _at = end;
            return true;
        }
    }
}
