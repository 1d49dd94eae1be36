using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Tells where findings stand: the JSON Pointer, the line and the column of each. One further pass over the text,
/// made only where there is something to tell.
/// </summary>
internal static class Locator
{
    /// <summary>Finds the paths of findings.</summary>
    /// <returns>The findings in the order of the text.</returns>
    public static IReadOnlyList<PlacedFinding> WithPaths(DocumentText document, IEnumerable<Finding> findings)
    {
        var placed = new List<PlacedFinding>();
        var walker = new Walker(document.Utf8);
        foreach (var finding in findings.OrderBy(finding => finding.Offset))
        {
            var path = walker.PathAt(finding.Offset);
            if (finding.Member is { } member) path = JsonPointer.Append(path, member);
            placed.Add(new PlacedFinding(finding.Offset, path, finding.Rule, finding.Message));
        }
        return placed;
    }

    /// <summary>Finds the lines and columns of findings that stand in the order of the text.</summary>
    public static IReadOnlyList<SnapshotViolation> WithLines(DocumentText document, IReadOnlyList<PlacedFinding> findings)
    {
        var violations = new List<SnapshotViolation>(findings.Count);
        var places = new TextPlaces(document);
        foreach (var finding in findings)
        {
            var (line, column, byteOffset) = places.At(finding.Offset);
            violations.Add(new SnapshotViolation(finding.Severity, finding.Path, finding.Rule, finding.Message, line, column, byteOffset));
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
