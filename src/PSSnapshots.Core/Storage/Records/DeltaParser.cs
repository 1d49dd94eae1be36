using System.Globalization;
using System.Text.Json;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>Reads, validates and applies the changes that <see cref="StateDelta"/> wrote, in one pass over the text.</summary>
internal ref struct DeltaParser
{
    private readonly List<Finding> _findings = [];
    private readonly EntryChecker _check;
    private readonly StateReplay _replay;
    private JsonTokens _tokens;
    private TypeNotes? _notes;
    private List<string>? _contextKeys;
    private bool _setInput;
    private bool _setResult;
    private bool _setError;

    private DeltaParser(DocumentText text, StateReplay replay)
    {
        _check = new EntryChecker(_findings);
        _replay = replay;
        _tokens = new JsonTokens(text);
    }

    /// <summary>Reads one object of changes, and applies it.</summary>
    /// <param name="text">The object's text, valid UTF-8; the state keeps slices of it.</param>
    /// <param name="replay">The state that the changes were written from.</param>
    /// <exception cref="InvalidDataException">The text is not a valid object of changes.</exception>
    public static void Apply(DocumentText text, StateReplay replay)
    {
        var parser = new DeltaParser(text, replay);
        try
        {
            parser._tokens.Read();
            parser.ReadDelta();
            if (parser._findings.Count == 0) parser._tokens.Read();
        }
        catch (Exception failure) when (failure is JsonException or OverflowException or ArgumentException)
        {
            throw new InvalidDataException("The changes are not valid: " + failure.Message, failure);
        }
        if (parser._findings.Count > 0) throw new InvalidDataException("The changes are not valid: " + parser._findings[0].Message);
    }

    private void ReadDelta()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject)) return;
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName) ReadField();
        if (_notes is not null) AddNotes(_notes);
    }

    private void ReadField()
    {
        var name = _tokens.Text;
        _tokens.Read();
        switch (name)
        {
            case "status":
                if (_check.Status(ref _tokens, out var status)) _replay.State = _replay.State with { Status = status };
                break;
            case "absent":
                foreach (var gone in ReadNames()) SetValue(gone, null);
                break;
            case "input" or "result" or "error":
                SetValue(name, ReadValue());
                break;
            case "stepResults":
                ReadSteps(areNew: true);
                break;
            case "changedSteps":
                ReadSteps(areNew: false);
                break;
            case "executionPath":
                if (_check.Path(ref _tokens, keep: true, out var path)) _replay.State = _replay.State with { ExecutionPath = path };
                break;
            case "removedPaths":
                foreach (var id in ReadNames()) _replay.State = _replay.State with { SuspendedPaths = _replay.State.SuspendedPaths.Remove(id) };
                break;
            case "suspendedPaths":
                ReadPaths();
                break;
            case "events":
                ReadEntries(EntryShape.Event, _replay.Events);
                break;
            case "logs":
                ReadEntries(EntryShape.Log, _replay.Logs);
                break;
            case "executionGraph":
                ReadGraph();
                break;
            case "removedContext":
                foreach (var key in ReadNames()) _replay.State = _replay.State with { ContextValues = _replay.State.ContextValues.Remove(key) };
                break;
            case "executionContext":
                ReadContext();
                break;
            case "valueTypes":
                var notes = _tokens.Begin();
                if (_check.TypeNotes(ref _tokens)) _notes = TypeNotes.Read(_tokens.End(notes));
                break;
            default:
                _check.Report(_tokens.Start, "unknown", $"A record has no field '{name}'.");
                _check.Skip(ref _tokens);
                break;
        }
    }

    private void ReadSteps(bool areNew)
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject)) return;
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName)
        {
            var name = _tokens.Text;
            var offset = _tokens.Start;
            _tokens.Read();
            var entry = _tokens.Begin();
            if (!_check.Entry(ref _tokens, EntryShape.Step, out var status)) continue;
            var json = _tokens.End(entry);
            if (areNew)
            {
                if (!_replay.TryAdd(StepResult.Read(name, status, json))) _check.Report(offset, "duplicate", $"The step '{name}' came before.");
            }
            else if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < _replay.Steps.Count)
            {
                _replay.Steps[place] = StepResult.Read(_replay.StepIds[place], status, json);
            }
            else
            {
                _check.Report(offset, "range", $"There is no step at place {name}.");
            }
        }
    }

    private void ReadPaths()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject)) return;
        var paths = _replay.State.SuspendedPaths;
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName)
        {
            var id = _tokens.Text;
            _tokens.Read();
            if (_check.Path(ref _tokens, keep: true, out var path)) paths = paths.SetItem(id, path);
        }
        _replay.State = _replay.State with { SuspendedPaths = paths };
    }

    private void ReadEntries(EntryShape shape, List<JsonSlice> entries)
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartArray)) return;
        while (_tokens.Read() && _tokens.Type != JsonTokenType.EndArray)
        {
            var entry = _tokens.Begin();
            if (_check.Entry(ref _tokens, shape, out _)) entries.Add(_tokens.End(entry));
        }
    }

    private void ReadGraph()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartArray)) return;
        var graph = new List<JsonValue>();
        while (_tokens.Read() && _tokens.Type != JsonTokenType.EndArray)
        {
            if (_tokens.Type == JsonTokenType.StartObject) graph.Add(ReadValue());
            else _check.Expect(ref _tokens, JsonTokenType.StartObject);
        }
        _replay.State = _replay.State with { GraphEntries = Collections.PersistentList<JsonValue>.Create([.. graph]) };
    }

    private void ReadContext()
    {
        if (!_check.Expect(ref _tokens, JsonTokenType.StartObject)) return;
        var context = _replay.State.ContextValues;
        _contextKeys = [];
        while (_tokens.Read() && _tokens.Type == JsonTokenType.PropertyName)
        {
            var key = _tokens.Text;
            _tokens.Read();
            context = context.SetItem(key, ReadValue());
            _contextKeys.Add(key);
        }
        _replay.State = _replay.State with { ContextValues = context };
    }

    private List<string> ReadNames()
    {
        var names = new List<string>();
        if (!_check.Expect(ref _tokens, JsonTokenType.StartArray)) return names;
        while (_tokens.Read() && _tokens.Type != JsonTokenType.EndArray)
            if (_check.Expect(ref _tokens, JsonTokenType.String)) names.Add(_tokens.Text);
        return names;
    }

    private JsonValue ReadValue()
    {
        var value = _tokens.Begin();
        _check.Skip(ref _tokens);
        return new JsonValue(_tokens.End(value));
    }

    private void SetValue(string field, JsonValue? value)
    {
        var state = _replay.State;
        switch (field)
        {
            case "input":
                _setInput = value is not null;
                _replay.State = state with { InputJson = value };
                break;
            case "result":
                _setResult = value is not null;
                _replay.State = state with { ResultJson = value };
                break;
            case "error":
                _setError = value is not null;
                _replay.State = state with { ErrorJson = value };
                break;
            default:
                _check.Report(_tokens.Start, "unknown", $"'{field}' is no value that can be absent.");
                break;
        }
    }

    /// <summary>Applies the type notes of the record to the values that it set.</summary>
    private readonly void AddNotes(TypeNotes notes)
    {
        var state = _replay.State;
        var context = state.ContextValues;
        var contextNotes = notes.Under("executionContext");
        foreach (var key in _contextKeys ?? [])
            if (contextNotes?.Under(key) is { } own && context.TryGetExact(key, out var value)) context = context.SetItem(key, new JsonValue(value.Slice, own));
        var graph = state.GraphEntries;
        var graphNotes = notes.Under("executionGraph");
        for (var i = 0; graphNotes is not null && i < graph.Count; i++)
            if (graphNotes.Under(i.ToString(CultureInfo.InvariantCulture)) is { } own) graph = graph.SetItem(i, new JsonValue(graph[i].Slice, own));
        _replay.State = state with
        {
            InputJson = With(state.InputJson, _setInput, notes, "input"),
            ResultJson = With(state.ResultJson, _setResult, notes, "result"),
            ErrorJson = With(state.ErrorJson, _setError, notes, "error"),
            ContextValues = context,
            GraphEntries = graph,
        };
    }

    private static JsonValue? With(JsonValue? value, bool isSet, TypeNotes notes, string field) =>
        isSet && notes.Under(field) is { } own ? new JsonValue(value!.Slice, own) : value;
}
