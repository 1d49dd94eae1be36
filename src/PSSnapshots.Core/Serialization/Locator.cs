using System.Text.Json;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Determines the JSON Pointer, the line and the column of findings. This takes another pass over the text, which is made
/// only if there are findings.
/// </summary>
internal static class Locator
{
    /// <summary>Determines the paths of findings.</summary>
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

    /// <summary>Determines the lines and columns of findings that are in the order of the text.</summary>
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

    /// <summary>Reads the tokens of the text and creates the path of the current token on request, because a path can be long and few are needed.</summary>
    private ref struct Walker(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;

        // The names and indexes of the path to the current token, and for each open container the length of its path.
        private readonly List<(int Start, int Length, int Index)> _steps = [];
        private readonly Stack<(int Steps, bool IsArray)> _containers = new();
        private readonly Stack<int> _indexes = new();
        private Utf8JsonReader _json = new(text, new JsonReaderOptions { MaxDepth = JsonTokens.MaxDocumentDepth });
        private string? _path = "";

        /// <summary>Returns the path of the last token that starts at or before an offset. The offsets must be ascending.</summary>
        public string PathAt(int offset)
        {
            for (var next = _json; TryRead(ref next) && next.TokenStartIndex <= offset; next = _json)
            {
                _json = next;
                Follow();
            }
            return _path ??= Path();
        }

        private static bool TryRead(ref Utf8JsonReader json)
        {
            try
            {
                return json.Read();
            }
            catch (JsonException)
            {
                // The text is not valid JSON from here on, which is a finding itself.
                return false;
            }
        }

        private void Follow()
        {
            _path = null;
            switch (_json.TokenType)
            {
                case JsonTokenType.PropertyName:
                    CutTo(_containers.Peek().Steps);
                    _steps.Add(((int)_json.TokenStartIndex + 1, _json.ValueSpan.Length, -1));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    CutTo(_containers.Pop().Steps);
                    _indexes.Pop();
                    break;
                default:
                    if (_containers.TryPeek(out var container) && container.IsArray)
                    {
                        CutTo(container.Steps);
                        var index = _indexes.Pop();
                        _indexes.Push(index + 1);
                        _steps.Add((0, 0, index));
                    }
                    if (_json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray)) break;
                    _containers.Push((_steps.Count, _json.TokenType == JsonTokenType.StartArray));
                    _indexes.Push(0);
                    break;
            }
        }

        private readonly void CutTo(int count) => _steps.RemoveRange(count, _steps.Count - count);

        private readonly string Path()
        {
            var path = new PointerBuilder();
            foreach (var (start, length, index) in _steps)
            {
                if (index >= 0) path.Append(index);
                else path.Append(JsonText.Unescape(_text.Slice(start, length)));
            }
            return path.ToString();
        }
    }
}
