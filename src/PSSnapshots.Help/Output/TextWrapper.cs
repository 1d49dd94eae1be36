using System.Text;

namespace PSSnapshots.Help.Output;

/// <summary>Breaks text into lines of a fixed length.</summary>
internal static class TextWrapper
{
    /// <summary>The length of the longest line.</summary>
    public const int LineLength = 80;

    /// <summary>Returns the lines of a paragraph.</summary>
    /// <param name="text">The paragraph, on one line.</param>
    /// <param name="first">What the first line begins with.</param>
    /// <param name="indent">The indentation of the other lines.</param>
    public static IEnumerable<string> Wrap(string text, string first, int indent)
    {
        StringBuilder line = new(first);
        bool isEmpty = true;
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > LineLength)
            {
                yield return line.ToString();
                line.Clear().Append(' ', indent);
                isEmpty = true;
            }

            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }

        yield return line.ToString();
    }
}
