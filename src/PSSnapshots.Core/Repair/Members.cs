using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>Looks for members of a whole JSON object that may be what stood behind it, since its closing bracket is lost.</summary>
internal static class Members
{
    /// <summary>The first member that a step does not have and that looks like one; −1 where there is none.</summary>
    public static int FirstStepIn(ReadOnlySpan<byte> json, int opener)
    {
        var at = First(json, opener);
        for (; at >= 0; at = Next(json, at))
        {
            var name = json[(at + 1)..(JsonGrammar.AfterString(json, at, out _) - 1)];
            if (EntryShape.Step.IndexOf(name) < 0 && JsonUnit.Is(json, JsonUnit.AfterName(json, at), '{')) return at;
        }
        return -1;
    }

    /// <summary>The first member that may be a field of the snapshot that was not seen; −1 where there is none.</summary>
    public static int FirstFieldIn(ReadOnlySpan<byte> json, int opener, uint seen)
    {
        var at = First(json, opener);
        while (at >= 0 && !RootFields.IsUnseen(json, at, seen)) at = Next(json, at);
        return at;
    }

    private static int First(ReadOnlySpan<byte> json, int opener)
    {
        var at = JsonGrammar.AfterBlanks(json, opener + 1);
        return JsonUnit.Is(json, at, '"') ? at : -1;
    }

    private static int Next(ReadOnlySpan<byte> json, int at)
    {
        at = JsonGrammar.AfterBlanks(json, JsonUnit.AfterValue(json, JsonUnit.AfterName(json, at)));
        return JsonUnit.Is(json, at, ',') ? JsonGrammar.AfterBlanks(json, at + 1) : -1;
    }
}
