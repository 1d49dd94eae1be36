namespace PSSnapshots.Values;

/// <summary>
/// Skips JSON values (RFC 8259) whose parts nobody reads. Like <see cref="JsonGrammar"/>, each method returns the offset
/// after what it skips, or −1 if the text is not JSON there.
/// </summary>
internal static class JsonSkip
{
    /// <summary>Returns the offset after a value.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">The offset of the value's first byte.</param>
    /// <param name="maxDepth">The number of nested containers that are allowed.</param>
    public static int AfterValue(ReadOnlySpan<byte> json, int at, int maxDepth)
    {
        if ((uint)at >= (uint)json.Length) return -1;
        if (json[at] is not ((byte)'{' or (byte)'[')) return AfterScalar(json, at);
        Span<bool> isObject = stackalloc bool[maxDepth];
        isObject[0] = json[at] == '{';
        var hasBlanks = false;
        return AfterContainer(json, at + 1, isObject, 1, ref hasBlanks, out _);
    }

    /// <summary>Returns the offset of a member's value: after its name, the colon, and white space.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">The offset of the name's opening quote.</param>
    public static int AfterName(ReadOnlySpan<byte> json, int at)
    {
        if (!Is(json, at, '"')) return -1;
        var colon = JsonGrammar.AfterString(json, at, out _);
        if (colon < 0) return -1;
        colon = JsonGrammar.AfterBlanks(json, colon);
        return Is(json, colon, ':') ? JsonGrammar.AfterBlanks(json, colon + 1) : -1;
    }

    /// <summary>Returns the offset after an object or array whose opening bracket was read.</summary>
    /// <param name="json">The text.</param>
    /// <param name="at">The offset after the opening bracket.</param>
    /// <param name="isObject">For each open container whether it is an object; its length is the allowed depth.</param>
    /// <param name="depth">The number of open containers, the one to skip included.</param>
    /// <param name="hasBlanks">Set to true if there is white space between tokens.</param>
    /// <param name="deepest">The largest number of containers that were open.</param>
    public static int AfterContainer(ReadOnlySpan<byte> json, int at, Span<bool> isObject, int depth, ref bool hasBlanks, out int deepest)
    {
        var outer = depth - 1;
        deepest = depth;
        var inObject = isObject[outer];
        var opened = true;
        while (true)
        {
            at = AfterBlanks(json, at, ref hasBlanks);
            if (Is(json, at, inObject ? '}' : ']'))
            {
                at++;
                if (--depth == outer) return at;
                inObject = isObject[depth - 1];
                opened = false;
                continue;
            }
            if (!opened)
            {
                if (!Is(json, at, ',')) return -1;
                at = AfterBlanks(json, at + 1, ref hasBlanks);
            }
            opened = false;
            if (inObject)
            {
                if (!Is(json, at, '"')) return -1;
                at = AfterBlanks(json, JsonGrammar.AfterString(json, at, out _), ref hasBlanks);
                if (!Is(json, at, ':')) return -1;
                at = AfterBlanks(json, at + 1, ref hasBlanks);
            }
            if ((uint)at >= (uint)json.Length) return -1;
            if (json[at] is (byte)'{' or (byte)'[')
            {
                if (depth == isObject.Length) return -1;
                opened = true;
                inObject = json[at++] == '{';
                isObject[depth++] = inObject;
                if (depth > deepest) deepest = depth;
            }
            else
            {
                at = AfterScalar(json, at);
            }
        }
    }

    /// <summary>Returns whether a character is at an offset, which may be outside the text.</summary>
    public static bool Is(ReadOnlySpan<byte> json, int at, char character) => (uint)at < (uint)json.Length && json[at] == character;

    private static int AfterScalar(ReadOnlySpan<byte> json, int at) => json[at] switch
    {
        (byte)'"' => JsonGrammar.AfterString(json, at, out _),
        (byte)'t' or (byte)'f' or (byte)'n' => JsonGrammar.AfterLiteral(json, at),
        _ => JsonGrammar.AfterNumber(json, at),
    };

    private static int AfterBlanks(ReadOnlySpan<byte> json, int at, ref bool hasBlanks)
    {
        var after = JsonGrammar.AfterBlanks(json, at);
        if (after != at) hasBlanks = true;
        return after;
    }
}
