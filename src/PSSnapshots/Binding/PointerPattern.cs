using System.Management.Automation;
using PSSnapshots.Comparison;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Binding;

/// <summary>
/// A JSON Pointer that may have wildcards. Where a state has the very place, the text means that place and no other, as
/// a name can have brackets; else it is a pattern that ignores case.
/// </summary>
internal sealed class PointerPattern
{
    private const string WildcardCharacters = "*?[";

    private readonly string[]? _tokens;
    private readonly WildcardPattern? _pattern;
    private bool _wasAsked;
    private bool _hasMatched;

    public PointerPattern(string text)
    {
        Text = text;
        _tokens = JsonPointer.TryParse(text, out var tokens) ? tokens : null;
        _pattern = NamePattern.TryMake(text);
    }

    /// <summary>The pattern as it was given.</summary>
    public string Text { get; }

    /// <summary>Whether it was asked about states, none of which has a place that it matches.</summary>
    public bool MatchedNothing => _wasAsked && !_hasMatched;

    /// <summary>Whether a text is a JSON Pointer (RFC 6901), or one with wildcards in it.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length == 0 || (text[0] != '/' && !WildcardCharacters.Contains(text[0]))) return false;
        for (var at = text.IndexOf('~'); at >= 0; at = text.IndexOf('~', at + 1))
            if (at + 1 == text.Length || (text[at + 1] is not ('0' or '1') && !WildcardCharacters.Contains(text[at + 1]))) return false;
        return text[0] == '/' || NamePattern.TryMake(text) is not null;
    }

    /// <summary>What tells whether a place in two states matches.</summary>
    public Func<string, bool> Between(RunState from, RunState to)
    {
        _wasAsked = true;
        if (_tokens is not null && (StateDocument.Find(from, _tokens) is not null || StateDocument.Find(to, _tokens) is not null))
        {
            _hasMatched = true;
            return place => string.Equals(place, Text, StringComparison.Ordinal);
        }
        if (_pattern is null) return _ => false;
        if (!_hasMatched)
        {
            var start = Start();
            _hasMatched = DocumentPaths.Any(from, start, _pattern.IsMatch) || DocumentPaths.Any(to, start, _pattern.IsMatch);
        }
        return _pattern.IsMatch;
    }

    /// <summary>The names with which a place begins that matches: those before the first that has a wildcard.</summary>
    private string[] Start()
    {
        if (Text[0] != '/') return [];
        var names = Text[1..].Split('/');
        return [.. names.TakeWhile(name => name.IndexOfAny(['*', '?', '[', ']', '`']) < 0)];
    }
}
