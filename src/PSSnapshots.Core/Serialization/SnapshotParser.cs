using System.Text.Json;
using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>Validates a document and slices it into the values of a state, in one pass over the text.</summary>
internal ref struct SnapshotParser
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _keep;
    private readonly EntryChecker _check;
    private JsonTokens _tokens;

    private string _version = "";
    private string? _id;
    private string? _label;
    private string? _parentId;
    private int? _sequence;
    private DateTimeOffset _timestamp;
    private RunState _state = RunState.Bare("", "");
    private OrderedMap<JsonValue>.Builder? _unknown;
    private TypeNotes? _notes;
    private uint _seen;

    /// <summary>Initializes a parser.</summary>
    /// <param name="document">The text, which must be valid UTF-8.</param>
    /// <param name="keep">Whether to create the state; otherwise, the document is only validated.</param>
    /// <param name="findings">The list that violations are added to.</param>
    public SnapshotParser(DocumentText document, bool keep, List<Finding> findings)
    {
        _text = document.Utf8;
        _keep = keep;
        _check = new EntryChecker(findings);
        _tokens = new JsonTokens(document);
    }

    /// <summary>The header, after <see cref="Read"/>.</summary>
    public readonly SnapshotHeader Header => new(_version, _timestamp, _id, _sequence, _label, _parentId);

    /// <summary>The state, after <see cref="Read"/>.</summary>
    public readonly RunState State => WithNotes(_state with { UnknownFields = _unknown?.ToMap() ?? OrderedMap<JsonValue>.Empty });

    /// <summary>Gets the snapshot in an envelope: the member <c>snapshot</c> or <c>data</c> of a document that is not a snapshot itself.</summary>
    /// <param name="member">The name of the member.</param>
    /// <param name="value">The value of the member.</param>
    /// <returns>True if the document is an envelope.</returns>
    public readonly bool TryGetEnvelope(out string member, out JsonValue value)
    {
        member = "snapshot";
        value = JsonValue.Null;
        var ownFields = _seen & ~(1u << EntryShape.Snapshot.IndexOf("runId"u8)) & ~(1u << EntryShape.Snapshot.IndexOf("workflowId"u8));
        if ((ownFields & EntryShape.Snapshot.RequiredBits) != 0 || _unknown?.ToMap() is not { } unknown) return false;
        if (!unknown.TryGetExact(member, out var found))
        {
            member = "data";
            if (!unknown.TryGetExact(member, out found)) return false;
        }
        value = found;
        return found.Kind is JsonKind.String or JsonKind.Object;
    }

    /// <summary>Reads the whole document.</summary>
    /// <exception cref="JsonException">The text is not valid JSON.</exception>
    public void Read()
    {
        _tokens.Read();
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject))
        {
            ReadToEnd();
            return;
        }
        var start = _tokens.Start;
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName)
        {
            var field = EntryShape.Snapshot.IndexOf(_tokens.Plain);
            if (field >= 0) ReadField(field);
            else ReadUnknown();
        }
        _check.Missing(EntryShape.Snapshot, _seen, start);
        ReadToEnd();
    }

    private void ReadToEnd()
    {
        while (_tokens.Read())
        {
            // The reader throws if anything follows the value of the document.
        }
    }

    private void ReadField(int field)
    {
        _check.Seen(EntryShape.Snapshot, field, _tokens.Start, ref _seen);
        var name = EntryShape.Snapshot[field].Name;
        _tokens.Read();
        switch (EntryShape.Snapshot[field].Kind)
        {
            case FieldKind.Version:
                _check.Version(ref _tokens, out _version);
                break;
            case FieldKind.Time:
                _check.Time(ref _tokens, out _timestamp);
                break;
            case FieldKind.Text:
                if (_check.Expect(ref _tokens, JsonTokenType.String)) SetText(name, _tokens.Text);
                break;
            case FieldKind.Count:
                if (_check.Sequence(ref _tokens, out var sequence)) _sequence = sequence;
                break;
            case FieldKind.RunStatus:
                if (_check.Status(ref _tokens, out var status)) _state = _state with { Status = status };
                break;
            case FieldKind.Path:
                if (_check.Path(ref _tokens, _keep, out var path)) _state = _state with { ExecutionPath = path };
                break;
            case FieldKind.StepResults:
                ReadStepResults();
                break;
            case FieldKind.SuspendedPaths:
                ReadSuspendedPaths();
                break;
            case FieldKind.Events:
                if (ReadEntries(EntryShape.Event) is { } events)
                    _state = _state with { Events = EntryList<WorkflowEvent>.OfImported(events) };
                break;
            case FieldKind.Logs:
                if (ReadEntries(EntryShape.Log) is { } logs)
                    _state = _state with { Logs = EntryList<RunLog>.OfImported(logs) };
                break;
            case FieldKind.ExecutionGraph:
                ReadGraph();
                break;
            case FieldKind.Context:
                ReadContext();
                break;
            case FieldKind.TypeNotes:
                var notes = _tokens.Begin();
                if (_check.TypeNotes(ref _tokens) && _keep) _notes = TypeNotes.Read(_tokens.End(notes));
                break;
            default:
                SetValue(name, _keep ? ReadValue() : SkipValue());
                break;
        }
    }

    private void ReadUnknown()
    {
        var name = _tokens.Text;
        var offset = _tokens.Start;
        _tokens.Read();
        // Members that can contain a snapshot are kept even if the document is only validated.
        var value = _keep || name is "snapshot" or "data" ? ReadValue() : SkipValue();
        if (!(_unknown ??= new()).TryAdd(name, value))
            _check.Report(offset, "duplicate", $"Duplicate field '{name}'.");
    }

    private void ReadStepResults()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject)) return;
        var results = new OrderedMap<StepResult>.Builder();
        using var ids = new KeySet(_text);
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName)
        {
            var id = _tokens.Raw;
            var offset = _tokens.Start;
            _tokens.Read();
            var entry = _tokens.Begin();
            if (!_check.Entry(ref _tokens, EntryShape.Step, out var status)) continue;
            if (!ids.Add(offset + 1, id.Length))
            {
                ReportDuplicate(offset, id);
            }
            else if (_keep)
            {
                var stepId = JsonText.Unescape(id);
                results.Add(stepId, StepResult.Read(stepId, status, _tokens.End(entry)));
            }
        }
        _state = _state with { StepResults = StepResultMap.Of(results.ToMap()) };
    }

    private void ReadSuspendedPaths()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject)) return;
        var paths = new OrderedMap<StepPath>.Builder();
        using var ids = new KeySet(_text);
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName)
        {
            var id = _tokens.Raw;
            var offset = _tokens.Start;
            _tokens.Read();
            if (!_check.Path(ref _tokens, _keep, out var path)) continue;
            if (!ids.Add(offset + 1, id.Length)) ReportDuplicate(offset, id);
            else if (_keep) paths.Add(JsonText.Unescape(id), path);
        }
        _state = _state with { SuspendedPaths = paths.ToMap() };
    }

    private JsonSlice[]? ReadEntries(EntryShape shape)
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartArray)) return null;
        var entries = default(PooledBuilder<JsonSlice>);
        try
        {
            while (_tokens.Read() && _tokens.Type != JsonTokenType.EndArray)
            {
                var entry = _tokens.Begin();
                if (_check.Entry(ref _tokens, shape, out _) && _keep) entries.Add(_tokens.End(entry));
            }
            return entries.ToArray();
        }
        finally
        {
            entries.Dispose();
        }
    }

    private void ReadGraph()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartArray)) return;
        var graph = new List<JsonValue>();
        while (_tokens.Read() && _tokens.Type != JsonTokenType.EndArray)
        {
            if (_tokens.Type != JsonTokenType.StartObject) _check.Expect(ref _tokens, JsonTokenType.StartObject);
            else if (_keep) graph.Add(ReadValue());
            else _check.Skip(ref _tokens);
        }
        _state = _state with { GraphEntries = PersistentList<JsonValue>.Create([.. graph]) };
    }

    private void ReadContext()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject)) return;
        var context = new OrderedMap<JsonValue>.Builder();
        using var keys = new KeySet(_text);
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName)
        {
            var key = _tokens.Raw;
            var offset = _tokens.Start;
            _tokens.Read();
            var value = _keep ? ReadValue() : SkipValue();
            if (!keys.Add(offset + 1, key.Length)) ReportDuplicate(offset, key);
            else if (_keep) context.Add(JsonText.Unescape(key), value);
        }
        _state = _state with { ContextValues = context.ToMap() };
    }

    private JsonValue ReadValue()
    {
        var value = _tokens.Begin();
        _check.Skip(ref _tokens);
        return new JsonValue(_tokens.End(value));
    }

    private JsonValue SkipValue()
    {
        _check.Skip(ref _tokens);
        return JsonValue.Null;
    }

    private readonly void ReportDuplicate(int offset, ReadOnlySpan<byte> key) =>
        _check.Report(offset, "duplicate", $"Duplicate key '{JsonText.Unescape(key)}'.");

    private void SetText(string field, string text)
    {
        switch (field)
        {
            case "runId":
                _state = _state with { RunId = text };
                break;
            case "workflowId":
                _state = _state with { WorkflowId = text };
                break;
            case "id":
                _id = text;
                break;
            case "label":
                _label = text;
                break;
            default:
                _parentId = text;
                break;
        }
    }

    private void SetValue(string field, JsonValue? value) => _state = field switch
    {
        "result" => _state with { ResultJson = value },
        "error" => _state with { ErrorJson = value },
        _ => _state with { InputJson = value },
    };

    private readonly RunState WithNotes(RunState state)
    {
        if (_notes is not { } notes) return state;
        var context = state.ContextValues;
        var contextNotes = notes.Under("executionContext");
        foreach (var (key, value) in state.ContextValues)
            if (contextNotes?.Under(key) is { } own) context = context.SetItem(key, With(value, own)!);
        var graph = state.GraphEntries;
        var graphNotes = notes.Under("executionGraph");
        for (var i = 0; i < graph.Count; i++)
            if (graphNotes?.Under(i.ToString(System.Globalization.CultureInfo.InvariantCulture)) is { } own) graph = graph.SetItem(i, With(graph[i], own)!);
        return state with
        {
            InputJson = With(state.InputJson, notes.Under("input")),
            ResultJson = With(state.ResultJson, notes.Under("result")),
            ErrorJson = With(state.ErrorJson, notes.Under("error")),
            ContextValues = context,
            GraphEntries = graph,
        };
    }

    private static JsonValue? With(JsonValue? value, TypeNotes? notes) =>
        value is null || notes is null ? value : new JsonValue(value.Slice, notes);
}
