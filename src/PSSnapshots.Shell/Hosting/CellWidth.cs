using System.Globalization;
using System.Text;

namespace PSSnapshots.Shell.Hosting;

/// <summary>How many columns of a terminal a text takes: two for CJK and emoji, none for combining marks.</summary>
internal static class CellWidth
{
    public static int Of(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += Of(rune);
        return width;
    }

    public static int Of(Rune rune)
    {
        int value = rune.Value;
        if (value < 0x300)
            return 1;

        if (value is 0x200D or (>= 0xFE00 and <= 0xFE0F))
            return 0;

        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)
            return 0;

        return IsWide(value) ? 2 : 1;
    }

    // The blocks of Unicode's East Asian Width W and F that are in use as a whole.
    private static bool IsWide(int value) => value is
        (>= 0x1100 and <= 0x115F) or
        (>= 0x2E80 and <= 0x303E) or
        (>= 0x3041 and <= 0x33FF) or
        (>= 0x3400 and <= 0x4DBF) or
        (>= 0x4E00 and <= 0x9FFF) or
        (>= 0xA000 and <= 0xA4CF) or
        (>= 0xAC00 and <= 0xD7A3) or
        (>= 0xF900 and <= 0xFAFF) or
        (>= 0xFE30 and <= 0xFE6F) or
        (>= 0xFF00 and <= 0xFF60) or
        (>= 0xFFE0 and <= 0xFFE6) or
        (>= 0x1F300 and <= 0x1F64F) or
        (>= 0x1F680 and <= 0x1F6FF) or
        (>= 0x1F900 and <= 0x1F9FF) or
        (>= 0x20000 and <= 0x3FFFD);
}
