using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace PSSnapshots.Files;

/// <summary>
/// Names of files for snapshots in a folder: the run ID and the number. A name is the same on every system and can be
/// created on every system, and two run IDs never have the same name, even if the file system ignores case.
/// </summary>
internal static partial class ExportName
{
    // With the hash, the number and the extension a name stays below the 255 bytes that file systems allow.
    private const int MaxPlainLength = 200;
    private const int MaxKeptLength = 160;

    /// <summary>Returns the name of a snapshot's file.</summary>
    public static string Of(Snapshot snapshot) => string.Create(CultureInfo.InvariantCulture, $"{OfRun(snapshot.RunId)}-{snapshot.Sequence}.json");

    /// <summary>
    /// Returns the part of the name that is the run's: its ID, with %XX for each byte that a name cannot have everywhere.
    /// An ID that is too long, or differs from another one by case alone, ends in ~ and a part of its SHA-256, which no other ID can.
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

    /// <summary>Returns whether a dot must not follow: a name that begins with it is hidden, and Windows takes CON.x for the device CON.</summary>
    private static bool IsReserved(StringBuilder name) => name.Length == 0 || (name.Length <= 4 && DeviceName().IsMatch(name.ToString()));

    /// <summary>Returns whether UTF-8 can say the ID: what has half a surrogate pair has the same bytes as others.</summary>
    private static bool IsUnicode(string runId) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(runId)) == runId;

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex DeviceName();

    /// <summary>A %XX that was cut.</summary>
    [GeneratedRegex("%[0-9A-F]?\\z")]
    private static partial Regex CutOff();
}
