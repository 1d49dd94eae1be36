using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Tells where findings stand: the JSON Pointer, the line and the column of each. One further pass over the text,
/// made only where there is something to tell.
/// </summary>
internal static class Locator
{
    public static IReadOnlyList<SnapshotViolation> Locate(DocumentText document, IEnumerable<Finding> findings)
    {
        var text = document.Utf8;
        var ordered = findings.OrderBy(finding => finding.Offset).ToList();
        var violations = new List<SnapshotViolation>(ordered.Count);
        var walker = new Walker(text);
        // All counts go on from one finding to the next: a long line may hold a great many of them.
        int line = 1, characters = 0, charactersBeforeLine = 0, counted = 0;
        foreach (var finding in ordered)
        {
            var path = walker.PathAt(finding.Offset);
            if (finding.Member is { } member) path = JsonPointer.Append(path, member);
            var between = text[counted..finding.Offset];
            characters += document.CountCharacters(counted, finding.Offset);
            line += between.Count((byte)'\n');
            if (between.LastIndexOf((byte)'\n') is >= 0 and var last)
                charactersBeforeLine = characters - document.CountCharacters(counted + last + 1, finding.Offset);
            counted = finding.Offset;
            violations.Add(new SnapshotViolation(
                path, finding.Rule, finding.Message, line, characters - charactersBeforeLine + 1, document.OriginalOffset(counted, characters)));
        }
        return violations;
    }

    /// <summary>Follows the text's tokens and knows the path of the last one.</summary>
    private ref struct Walker(ReadOnlySpan<byte> text)
    {
        private readonly Stack<string> _outer = new();
        private readonly Stack<int> _indexes = new();
        private Utf8JsonReader _json = new(text, new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth });
        private string _container = "";
        private string _path = "";
        private string _nextPath = "";
        private long _nextStart = -1;
        private int _index = -1;

        /// <summary>The path of the last token that begins at or before the offset. Offsets must not go back.</summary>
        public string PathAt(int offset)
        {
            while (_nextStart <= offset)
            {
                _path = _nextPath;
                if (!TryAdvance()) _nextStart = long.MaxValue;
            }
            return _path;
        }

        private bool TryAdvance()
        {
            try
            {
                if (!_json.Read()) return false;
            }
            catch (JsonException)
            {
                // The text ends to be JSON here, which is a finding of its own.
                return false;
            }
            _nextStart = _json.TokenStartIndex;
            switch (_json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    _nextPath = JsonPointer.Append(_container, JsonText.Unescape(_json.ValueSpan));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    _nextPath = _container;
                    _container = _outer.Pop();
                    _index = _indexes.Pop();
                    break;
                default:
                    if (_index >= 0) _nextPath = JsonPointer.Append(_container, _index++);
                    if (_json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) break;
                    _outer.Push(_container);
                    _indexes.Push(_index);
                    _container = _nextPath;
                    _index = _json.TokenType == JsonTokenType.StartArray ? 0 : -1;
                    break;
            }
            return true;
        }
    }
}
