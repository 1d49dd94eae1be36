using System.Globalization;
using System.Management.Automation.Language;
using System.Text;

namespace PSSnapshots.Workflows;

/// <summary>Normalizes code to compare it without comments, white space and line endings.</summary>
internal static class CodeFingerprint
{
    /// <summary>
    /// Returns the tokens of the code, each with the number of syntax elements that begin before it and end after
    /// it. The numbers distinguish code that differs only in significant white space, such as <c>$a.b(1)</c> and
    /// <c>$a.b (1)</c>.
    /// </summary>
    /// <param name="code">The source text.</param>
    public static string Of(string code)
    {
        var root = Parser.ParseInput(code, out var all, out _);
        var tokens = Array.FindAll(all, IsSignificant);
        var starts = Array.ConvertAll(tokens, token => token.Extent.StartOffset);
        var stops = Array.ConvertAll(tokens, token => token.Extent.EndOffset);
        var begins = new int[tokens.Length];
        var ends = new int[tokens.Length];
        foreach (var node in root.FindAll(node => node.Parent is not null, searchNestedScriptBlocks: true))
        {
            var first = Array.BinarySearch(starts, node.Extent.StartOffset);
            if (first < 0) first = ~first;
            var last = Array.BinarySearch(stops, node.Extent.EndOffset);
            if (last < 0) last = ~last - 1;
            if (first > last) continue;
            begins[first]++;
            ends[last]++;
        }
        var text = new StringBuilder(code.Length * 2);
        for (var i = 0; i < tokens.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{begins[i]} {tokens[i].Text.ReplaceLineEndings("\n")} {ends[i]}\n");
        return text.ToString();
    }

    private static bool IsSignificant(Token token) =>
        token.Kind is not (TokenKind.Comment or TokenKind.NewLine or TokenKind.LineContinuation or TokenKind.EndOfInput);
}
