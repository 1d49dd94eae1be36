using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// The names of a store's files. A run's name in them is its id where that is a name on every file system (lower-case
/// ASCII letters, digits, <c>-</c> and <c>_</c>, no name of a device, at most 64), else what is left of it with
/// <c>~</c> and 16 digits of its SHA-256 behind. The file itself says the true id.
/// </summary>
internal static partial class StoreFileName
{
    public const string CheckpointEnd = ".checkpoint.json";
    public const string JournalEnd = ".journal";
    public const string LockEnd = ".lock";
    public const string OwnerEnd = ".owner.json";

    /// <summary>The folder of the values that are kept apart.</summary>
    public const string Values = "values";

    private const int MaxPlainLength = 64;
    private const int MaxKeptLength = 40;
    private const int NumberLength = 8;

    public static string OfRun(string runId)
    {
        if (runId.Length <= MaxPlainLength && PlainName().IsMatch(runId) && !DeviceName().IsMatch(runId)) return runId;
        var kept = NotPlain().Replace(runId[..Math.Min(runId.Length, MaxKeptLength)].ToLowerInvariant(), "_");
        var hash = SHA256.HashData(MemoryMarshal.AsBytes(runId.AsSpan()));
        return $"{kept}~{HashText.Spell(hash.AsSpan(0, 8))}";
    }

    public static string OfCheckpoint(string runName, int sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"{runName}.{sequence:D8}{CheckpointEnd}");

    /// <summary>A name for a new journal that no other process can come upon.</summary>
    public static string OfNewJournal(string runName) => $"{runName}.{Guid.NewGuid():N}{JournalEnd}";

    /// <summary>What a checkpoint's file name says.</summary>
    public static bool TryReadCheckpoint(string fileName, out string runName, out int sequence)
    {
        runName = "";
        sequence = 0;
        if (!fileName.EndsWith(CheckpointEnd, StringComparison.Ordinal)) return false;
        var rest = fileName.AsSpan(0, fileName.Length - CheckpointEnd.Length);
        var point = rest.LastIndexOf('.');
        var digits = rest[(point + 1)..];
        if (point < 1 || digits.Length < NumberLength || (digits.Length > NumberLength && digits[0] == '0')) return false;
        if (!int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out sequence) || sequence == 0) return false;
        runName = rest[..point].ToString();
        return true;
    }

    /// <summary>Whether a name is a journal's of the store, and not a path to somewhere else.</summary>
    public static bool IsJournal(string fileName) => JournalName().IsMatch(fileName);

    /// <summary>Whether a file belongs to the store beside its checkpoints.</summary>
    public static bool IsOther(string fileName) =>
        fileName.StartsWith('.')
        || IsJournal(fileName)
        || fileName.EndsWith(LockEnd, StringComparison.Ordinal)
        || fileName.EndsWith(OwnerEnd, StringComparison.Ordinal);

    [GeneratedRegex(@"\A[a-z0-9_-]+\z")]
    private static partial Regex PlainName();

    [GeneratedRegex("[^a-z0-9_-]")]
    private static partial Regex NotPlain();

    [GeneratedRegex(@"\A(con|prn|aux|nul|com[0-9]|lpt[0-9])\z")]
    private static partial Regex DeviceName();

    [GeneratedRegex(@"\A[a-z0-9_~-]+\.[0-9a-f]{32}\.journal\z")]
    private static partial Regex JournalName();
}
