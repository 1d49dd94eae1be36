using System.Management.Automation;
using PSSnapshots.Comparison;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Binding;

/// <summary>
/// A JSON Pointer that can contain wildcards. If a state has exactly this location, the pattern matches only that
/// location, because names can contain brackets. Otherwise the text is a case-insensitive wildcard pattern.
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

    /// <summary>Gets the pattern as specified.</summary>
    public string Text { get; }

    /// <summary>Gets whether the pattern was used and matched no location in any state.</summary>
    public bool MatchedNothing => _wasAsked && !_hasMatched;

    /// <summary>Returns whether a text is a JSON Pointer (RFC 6901), with or without wildcards.</summary>
    public static bool IsValid(string text)
    {
        if (text.Length == 0 || (text[0] != '/' && !WildcardCharacters.Contains(text[0]))) return false;
        for (var at = text.IndexOf('~'); at >= 0; at = text.IndexOf('~', at + 1))
            if (at + 1 == text.Length || (text[at + 1] is not ('0' or '1') && !WildcardCharacters.Contains(text[at + 1]))) return false;
        return text[0] == '/' || NamePattern.TryMake(text) is not null;
    }

    /// <summary>Returns a predicate that decides whether a location in two states matches.</summary>
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

    /// <summary>Returns the leading names that contain no wildcards.</summary>
    private string[] Start()
    {
        if (Text[0] != '/') return [];
        var names = Text[1..].Split('/');
        return [.. names.TakeWhile(name => name.IndexOfAny(['*', '?', '[', ']', '`']) < 0)];
    }
}
