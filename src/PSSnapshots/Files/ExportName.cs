using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PSSnapshots.Files;

/// <summary>
/// Creates file names from run ID and sequence number for exports to a folder. A name is valid and the same on
/// every platform, and two run IDs never get the same name, even on case-insensitive file systems.
/// </summary>
internal static partial class ExportName
{
    // With the hash, the sequence number and the extension, the name stays within the 255 bytes that file systems
    // allow.
    private const int MaxPlainLength = 200;
    private const int MaxKeptLength = 160;

    /// <summary>Returns the file name of a snapshot.</summary>
    public static string Of(Snapshot snapshot) => string.Create(CultureInfo.InvariantCulture, $"{OfRun(snapshot.RunId)}-{snapshot.Sequence}.json");

    /// <summary>
    /// Returns the run's part of the name: the ID with each invalid byte escaped as %XX. An ID that is too long or
    /// contains uppercase letters ends in ~ and part of its SHA-256 hash.
    /// </summary>
    private static string OfRun(string runId)
    {
        var name = Escape(runId);
        if (name.Length <= MaxPlainLength && !runId.Any(char.IsAsciiLetterUpper) && IsUnicode(runId)) return name;
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(runId.AsSpan()));
        var kept = name.Length <= MaxPlainLength ? name : CutOff().Replace(name[..MaxKeptLength], "");
        return $"{kept}~{Convert.ToHexString(hash.AsSpan(0, 8)).ToLowerInvariant()}";
    }

    private static string Escape(string runId)
    {
        var name = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(runId))
        {
            var letter = (char)unit;
            var isPlain = char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' || (letter == '.' && !IsReserved(name));
            if (isPlain) name.Append(letter);
            else name.Append(CultureInfo.InvariantCulture, $"%{unit:X2}");
        }
        return name.ToString();
    }

    /// <summary>
    /// Returns whether a following dot must be escaped: a leading dot hides the file, and Windows treats CON.x as
    /// the device CON.
    /// </summary>
    private static bool IsReserved(StringBuilder name) => name.Length == 0 || (name.Length <= 4 && DeviceName().IsMatch(name.ToString()));

    /// <summary>Returns whether the ID can be encoded as UTF-8. Unpaired surrogates cannot.</summary>
    private static bool IsUnicode(string runId) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(runId)) == runId;

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();

    /// <summary>Matches a truncated %XX at the end.</summary>
    [GeneratedRegex("%[0-9A-F]?\\z")]
    private static partial Regex CutOff();
}
