using PSSnapshots.Values;

namespace PSSnapshots.Repair;

/// <summary>Finds where a damaged object ends that stands in an envelope.</summary>
internal static class EnclosedEnd
{
    /// <summary>
    /// The place behind the object: before the envelope's last bracket and the members without brackets that stand
    /// before that. Where the text is cut there is no such bracket, and the object goes to the end.
    /// </summary>
    public static int Of(ReadOnlySpan<byte> json, int start)
    {
        if (JsonUnit.IsCut(json, start)) return json.Length;
        var envelope = json.TrimEnd(" \t\r\n"u8);
        if (envelope is not [.., (byte)'}']) return json.Length;
        envelope = envelope[..^1].TrimEnd(" \t\r\n"u8);
        var last = envelope.LastIndexOf((byte)'}');
        for (var at = JsonGrammar.AfterBlanks(envelope, last + 1); last >= 0 && at < envelope.Length;)
        {
            var value = envelope[at] == ',' ? JsonUnit.AfterName(envelope, JsonGrammar.AfterBlanks(envelope, at + 1)) : -1;
            at = JsonUnit.AfterValue(envelope, value);
            if (at < 0) return json.Length;
            at = JsonGrammar.AfterBlanks(envelope, at);
        }
        return last > start ? last + 1 : json.Length;
    }
}
