namespace PSSnapshots.Benchmarks.States;

/// <summary>Indents compact JSON as <c>JSON.stringify(value, null, 2)</c> and <c>ConvertTo-Json</c> do.</summary>
internal static class JsonIndenter
{
    private const int SpacesPerLevel = 2;

    /// <summary>The same value with line breaks and indentation.</summary>
    public static byte[] Indent(ReadOnlySpan<byte> compact)
    {
        byte[] indented = GC.AllocateUninitializedArray<byte>(Write(compact, default));
        Write(compact, indented);
        return indented;
    }

    /// <summary>Writes into <paramref name="destination"/>, unless that is empty, and returns the length.</summary>
    private static int Write(ReadOnlySpan<byte> compact, Span<byte> destination)
    {
        int length = 0;
        int level = 0;
        for (int i = 0; i < compact.Length; i++)
        {
            switch (compact[i])
            {
                case (byte)'{' or (byte)'[' when compact[i + 1] is (byte)'}' or (byte)']':
                    Append(compact.Slice(i++, 2), destination, ref length);
                    break;

                case (byte)'{' or (byte)'[':
                    Append(compact.Slice(i, 1), destination, ref length);
                    BreakLine(++level, destination, ref length);
                    break;

                case (byte)'}' or (byte)']':
                    BreakLine(--level, destination, ref length);
                    Append(compact.Slice(i, 1), destination, ref length);
                    break;

                case (byte)',':
                    Append(","u8, destination, ref length);
                    BreakLine(level, destination, ref length);
                    break;

                case (byte)':':
                    Append(": "u8, destination, ref length);
                    break;

                case (byte)'"':
                    int end = EndOfText(compact, i);
                    Append(compact[i..end], destination, ref length);
                    i = end - 1;
                    break;

                default:
                    Append(compact.Slice(i, 1), destination, ref length);
                    break;
            }
        }

        return length;
    }

    /// <summary>The position after the text that begins at <paramref name="start"/>.</summary>
    private static int EndOfText(ReadOnlySpan<byte> json, int start)
    {
        int position = start + 1;
        while (json[position] != '"') position += json[position] == '\\' ? 2 : 1;
        return position + 1;
    }

    private static void BreakLine(int level, Span<byte> destination, ref int length)
    {
        int spaces = level * SpacesPerLevel;
        if (!destination.IsEmpty)
        {
            destination[length] = (byte)'\n';
            destination.Slice(length + 1, spaces).Fill((byte)' ');
        }

        length += 1 + spaces;
    }

    private static void Append(ReadOnlySpan<byte> bytes, Span<byte> destination, ref int length)
    {
        if (!destination.IsEmpty) bytes.CopyTo(destination[length..]);
        length += bytes.Length;
    }
}
