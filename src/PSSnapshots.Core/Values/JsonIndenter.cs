using System.Buffers;

namespace PSSnapshots.Values;

/// <summary>
/// Indents compact JSON by two spaces per level, as <c>JSON.stringify(value, null, 2)</c> does (ECMA-262,
/// SerializeJSONObject). Empty objects and arrays stay on one line.
/// </summary>
internal sealed class JsonIndenter
{
    private static readonly SearchValues<byte> Marks = SearchValues.Create("\"{}[]:,"u8);

    private int _depth;
    private bool _opened;

    /// <summary>Writes complete tokens. Objects and arrays can stay open between calls.</summary>
    public void Write(ReadOnlySpan<byte> compact, Utf8Output output)
    {
        while (!compact.IsEmpty)
        {
            var length = 1;
            switch (compact[0])
            {
                case (byte)'{' or (byte)'[':
                    BeforeScalar(output);
                    output.Append(compact[0]);
                    _depth++;
                    _opened = true;
                    break;
                case (byte)'}' or (byte)']':
                    _depth--;
                    if (!_opened) NewLine(output);
                    _opened = false;
                    output.Append(compact[0]);
                    break;
                case (byte)',':
                    output.Append((byte)',');
                    NewLine(output);
                    break;
                case (byte)':':
                    output.Append(": "u8);
                    break;
                case (byte)'"':
                    length = JsonScan.EndOfString(compact, 0);
                    BeforeScalar(output);
                    output.Append(compact[..length]);
                    break;
                default:
                    length = compact.IndexOfAny(Marks);
                    if (length < 0) length = compact.Length;
                    BeforeScalar(output);
                    output.Append(compact[..length]);
                    break;
            }
            compact = compact[length..];
        }
    }

    /// <summary>Starts a new line if the last token was an opening bracket. Called before a value or a name is written.</summary>
    public void BeforeScalar(Utf8Output output)
    {
        if (!_opened) return;
        _opened = false;
        NewLine(output);
    }

    private void NewLine(Utf8Output output)
    {
        var width = 1 + (2 * _depth);
        var span = output.GetSpan(width)[..width];
        span.Fill((byte)' ');
        span[0] = (byte)'\n';
        output.Advance(width);
    }
}
