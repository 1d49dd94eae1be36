using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// The names of a store's files. A run's name in them is its ID if that is a name on every file system (lower-case
/// ASCII letters, digits, <c>-</c> and <c>_</c>, not the name of a device, at most 64 characters), otherwise what is
/// left of it with <c>~</c> and 16 digits of its SHA-256. The files themselves hold the ID.
/// </summary>
internal static partial class StoreFileName
{
    public const string OwnerEnd = ".owner";

    /// <summary>The folder of the values that are kept apart.</summary>
    public const string Values = "values";

    /// <summary>The lock for adding values (shared by none; held briefly) and for removing unused ones.</summary>
    public const string ValuesLock = ".values-lock";

    /// <summary>The prefix of the names of files whose locks show that a process is alive.</summary>
    public const string AliveStart = ".alive-";

    private static readonly string[] Kinds = [".journal", ".lock", OwnerEnd];

    private static readonly SearchValues<char> RunCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_~-");

    private const int MaxPlainLength = 64;
    private const int MaxKeptLength = 40;

    public static string OfRun(string runId)
    {
        if (runId.Length <= MaxPlainLength && PlainName().IsMatch(runId) && !DeviceName().IsMatch(runId)) return runId;
        var kept = NotPlain().Replace(runId[..Math.Min(runId.Length, MaxKeptLength)].ToLowerInvariant(), "_");
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(runId.AsSpan()));
        return $"{kept}~{HashText.Spell(hash.AsSpan(0, 8))}";
    }

    public static string OfJournal(string runName, int generation) => Numbered(runName, generation, ".journal");

    /// <summary>The lock of a run; a takeover that could not get it makes another one, with the number of its generation.</summary>
    public static string OfLock(string runName, int control) => control == 0 ? runName + ".lock" : Numbered(runName, control, ".lock");

    /// <summary>The ownership file that belongs to a lock.</summary>
    public static string OfOwner(string runName, int control) => control == 0 ? runName + OwnerEnd : Numbered(runName, control, OwnerEnd);

    /// <summary>Parses the name of a journal, a lock or an ownership file.</summary>
    /// <param name="fileName">The name.</param>
    /// <param name="runName">The run's name.</param>
    /// <param name="number">The generation; 0 for the first lock and ownership file.</param>
    /// <param name="kind">The ending.</param>
    /// <returns>Whether it is such a name.</returns>
    public static bool TryRead(string fileName, out string runName, out int number, out string kind)
    {
        (runName, number, kind) = ("", 0, "");
        var name = fileName.AsSpan();
        if (Array.Find(Kinds, end => fileName.EndsWith(end, StringComparison.Ordinal)) is not { } ending) return false;
        name = name[..^ending.Length];
        var dot = name.IndexOf('.');
        if (dot >= 0)
        {
            var digits = name[(dot + 1)..];
            if (digits.Length is < 8 or > 10 || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out number)) return false;
            name = name[..dot];
        }
        if (name.IsEmpty || name.ContainsAnyExcept(RunCharacters) || (dot >= 0 ? number == 0 : ending == Kinds[0])) return false;
        (runName, kind) = (name.ToString(), ending[1..]);
        return true;
    }

    /// <summary>Whether a name is that of a value: its SHA-256, and a number if an earlier file of that name was damaged.</summary>
    public static bool IsValue(string fileName) => ValueFile().IsMatch(fileName);

    /// <summary>Whether a file is none of the store's, but expected: hidden files, and what systems leave in folders.</summary>
    public static bool IsIgnored(string fileName) =>
        fileName.StartsWith('.')
        || fileName == Values
        || fileName.Equals("desktop.ini", StringComparison.OrdinalIgnoreCase)
        || fileName.Equals("Thumbs.db", StringComparison.OrdinalIgnoreCase);

    private static string Numbered(string runName, int number, string end) =>
        string.Create(CultureInfo.InvariantCulture, $"{runName}.{number:D8}{end}");

    [GeneratedRegex(@"\A[a-z0-9_-]+\z")]
    private static partial Regex PlainName();

    [GeneratedRegex("[^a-z0-9_-]")]
    private static partial Regex NotPlain();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\z")]
    private static partial Regex DeviceName();

    [GeneratedRegex(@"\A[0-9a-f]{64}(-[0-9])?\.json\z")]
    private static partial Regex ValueFile();
}
