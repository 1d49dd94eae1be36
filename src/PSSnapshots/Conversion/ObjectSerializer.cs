using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Internal;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// Serializes a PowerShell object to JSON without a depth limit, with notes for types that JSON does not have. A
/// value that is not supported is an error that names its location. Nothing is truncated.
/// </summary>
internal sealed partial class ObjectSerializer
{
    private readonly Utf8Output _output;
    private readonly string _path;
    private readonly Action<UnsupportedValueException>? _leaveOut;
    private readonly List<KeyValuePair<string, TypeNote>> _notes = [];
    private readonly PointerBuilder _pointer = new();

    // The enclosing containers, outermost first. There are few, so a linear search is faster than a set.
    private readonly List<object> _open = [];

    private ObjectSerializer(Utf8Output output, string path, Action<UnsupportedValueException>? leaveOut)
    {
        _output = output;
        _path = path;
        _leaveOut = leaveOut;
    }

    /// <summary>Converts a value to JSON.</summary>
    /// <param name="value">The value. <see langword="null"/> becomes JSON null.</param>
    /// <param name="path">The location of the value, for messages.</param>
    /// <param name="leaveOut">
    /// Receives each process-bound value, which is then omitted, or replaced with null in a list. If <see
    /// langword="null"/>, such a value is an error.
    /// </param>
    /// <exception cref="UnsupportedValueException">A value is not supported.</exception>
    public static JsonValue ToValue(object? value, string path = "", Action<UnsupportedValueException>? leaveOut = null)
    {
        using var output = new Utf8Output();
        var walker = new ObjectSerializer(output, path, leaveOut);
        walker.Write(value);
        return new JsonValue(JsonSlice.Of(output.Written), TypeNotes.Of(walker._notes));
    }

    /// <summary>Writes a value at the current location. The most frequent types are tested first.</summary>
    /// <param name="value">The value.</param>
    /// <param name="declared">The declared item type of the enclosing list. A value of that type needs no type note.</param>
    private void Write(object? value, TypeNote? declared = null)
    {
        var wrapper = value as PSObject;
        var inner = wrapper is null ? value : wrapper.BaseObject;
        switch (inner)
        {
            case null or DBNull:
                _output.Json("null"u8);
                break;
            case string text:
                _output.Text(text);
                break;
            case int number:
                _output.Number(number);
                break;
            case bool truth:
                _output.Json(truth ? "true"u8 : "false"u8);
                break;
            case Hashtable map:
                WriteMap(map);
                break;
            case PSCustomObject when !ReferenceEquals(value, AutomationNull.Value):
                WriteProperties(wrapper!, inner);
                break;
            case PSCustomObject:
                _output.Json("null"u8);
                break;
            default:
                if (ScalarText.TryWrite(inner, _output, out var note)) NoteScalar(note, declared);
                else WriteOther(inner, wrapper);
                break;
        }
    }

    private void WriteOther(object value, PSObject? wrapper)
    {
        switch (value)
        {
            case SwitchParameter given:
                _output.Json(given ? "true"u8 : "false"u8);
                break;
            case JsonValue json:
                WriteFrozen(json);
                break;
            case Enum name:
                _output.Text(name.ToString());
                break;
            case var engines when EngineTypes.IsSemanticVersion(engines):
                Note(TypeNote.SemanticVersion);
                _output.Text(engines.ToString());
                break;
            case RunError or ErrorRecord or Exception:
                WriteFrozen(ErrorConversion.ToRunError(value).Json);
                break;
            case SecureString or PSCredential or NetworkCredential or SecretMarker:
                Note(TypeNote.Secret);
                MarkerOf(value).Write(_output);
                break;
            case var live when ProcessBoundValues.IsLive(live):
                if (!IsLeftOut(live)) throw Live(live);
                _output.Json("null"u8);
                break;
            case XmlNode xml:
                if (xml is XmlDocument) Note(TypeNote.Xml);
                _output.Text(xml.OuterXml);
                break;
            case XNode or Type or CultureInfo or Regex:
                _output.Text(value.ToString());
                break;
            case IDictionary map:
                WriteMap(map);
                break;
            case NameValueCollection named:
                WriteNamed(named);
                break;
            case JsonNode node:
                WriteJson(node.ToJsonString());
                break;
            case JsonElement { ValueKind: not JsonValueKind.Undefined } element:
                WriteJson(element.GetRawText());
                break;
            case IEnumerable pairs when GenericTypes.IsMap(pairs):
                WritePairs(pairs);
                break;
            case Array { Rank: > 1 } grid:
                WriteGrid(grid);
                break;
            case IEnumerable items:
                WriteItems(items);
                break;
            default:
                WriteProperties(wrapper ?? PSObject.AsPSObject(value), value);
                break;
        }
    }

    private static SecretMarker MarkerOf(object secret) => secret switch
    {
        SecretMarker marker => marker,
        PSCredential credential => new SecretMarker(SecretKind.Credential, credential.UserName),
        NetworkCredential credential => new SecretMarker(SecretKind.Credential, credential.UserName),
        _ => new SecretMarker(SecretKind.SecureString),
    };

    private void WriteJson(string json)
    {
        try
        {
            WriteFrozen(JsonValue.FromJson(json));
        }
        catch (JsonException failure)
        {
            throw Unsupported($"could not be read as JSON: {failure.Message}");
        }
    }

    private void WriteFrozen(JsonValue json)
    {
        _output.Json(json.Utf8);
        foreach (var (place, kept) in json.Notes?.Pairs ?? []) _notes.Add(new(_pointer.With(place), kept));
    }

    private void Note(TypeNote type) => _notes.Add(new(_pointer.ToString(), type));

    private void NoteScalar(TypeNote? note, TypeNote? declared)
    {
        if (note is { } type && note != declared) Note(type);
    }

    /// <summary>Returns whether a value is omitted, and reports it.</summary>
    private bool IsLeftOut(object? value)
    {
        if (_leaveOut is null || value.Unwrap() is not { } inner || !ProcessBoundValues.IsLive(inner)) return false;
        _leaveOut(Live(inner));
        return true;
    }

    private UnsupportedValueException Live(object value) =>
        Unsupported($"is a {value.GetType().FullName}, which lives in this process only and cannot be kept. Keep what describes it instead.");

    private UnsupportedValueException Unsupported(string reason) => new(_path + _pointer, reason);

    private void Enter(object container)
    {
        foreach (var outer in _open)
            if (ReferenceEquals(outer, container)) throw Unsupported("contains itself. Break the cycle, or keep an id instead of the object.");
        if (_open.Count == JsonValue.MaxDepth) throw Unsupported($"is nested deeper than {JsonValue.MaxDepth} levels.");
        RuntimeHelpers.EnsureSufficientExecutionStack();
        _open.Add(container);
    }

    private void Leave() => _open.RemoveAt(_open.Count - 1);
}
