using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// Freezes a PowerShell object: writes it as JSON to its full depth, and notes the types that JSON has none for.
/// What cannot be kept is an error that names its place; nothing is cut.
/// </summary>
internal sealed class ObjectWalker
{
    private readonly Utf8Output _output;
    private readonly List<KeyValuePair<string, TypeNote>> _notes = [];
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    private ObjectWalker(Utf8Output output) => _output = output;

    /// <summary>Freezes a value.</summary>
    /// <param name="value">The value; <see langword="null"/> becomes JSON's null.</param>
    /// <param name="path">Where the value stands, for messages.</param>
    /// <exception cref="UnsupportedValueException">Something in it cannot be kept.</exception>
    public static JsonValue ToValue(object? value, string path = "")
    {
        using var output = new Utf8Output();
        var walker = new ObjectWalker(output);
        try
        {
            walker.Write(value, "");
        }
        catch (UnsupportedValueException failure) when (path.Length > 0)
        {
            throw new UnsupportedValueException(path + failure.Path, failure.Reason);
        }
        return new JsonValue(JsonSlice.Of(output.Written), TypeNotes.Of(walker._notes));
    }

    private void Write(object? value, string pointer)
    {
        var wrapper = value as PSObject;
        switch (wrapper?.BaseObject ?? value)
        {
            case null or DBNull:
                _output.Json("null"u8);
                break;
            case var nothing when ReferenceEquals(nothing, System.Management.Automation.Internal.AutomationNull.Value):
                _output.Json("null"u8);
                break;
            case string text:
                _output.Text(text);
                break;
            case bool truth:
                _output.Json(truth ? "true"u8 : "false"u8);
                break;
            case SwitchParameter given:
                _output.Json(given ? "true"u8 : "false"u8);
                break;
            case int number:
                _output.Number(number);
                break;
            case JsonValue json:
                _output.Json(json.Utf8);
                foreach (var (place, kept) in json.Notes?.Pairs ?? []) _notes.Add(new(pointer + place, kept));
                break;
            case Enum name:
                _output.Text(name.ToString());
                break;
            case var scalar when ScalarText.TryWrite(scalar, _output, out var note):
                if (note is { } type) _notes.Add(new(pointer, type));
                break;
            case RunError error:
                _output.Json(error.Json.Utf8);
                break;
            case ErrorRecord or Exception:
                _output.Json(ErrorConversion.ToRunError(value!).Json.Utf8);
                break;
            case SecureString or PSCredential:
                throw new UnsupportedValueException(pointer, "is a secret. Secrets do not enter a snapshot: keep them where they are, and put a name there to find them by.");
            case ScriptBlock or Delegate or Task or Stream or Runspace or PowerShell or WaitHandle or Thread or TextReader or TextWriter or IAsyncResult:
                throw new UnsupportedValueException(pointer, $"is a {(wrapper?.BaseObject ?? value)!.GetType().FullName}, which lives in this process only and cannot be kept. Keep what describes it instead.");
            case System.Xml.XmlNode xml:
                _output.Text(xml.OuterXml);
                break;
            case IDictionary map:
                Enter(map, pointer);
                WriteMap(map, pointer);
                Leave(map);
                break;
            case IEnumerable items:
                Enter(items, pointer);
                WriteItems(items, pointer);
                Leave(items);
                break;
            case var other:
                // All custom objects have one base object in common; what tells them apart is the wrapper.
                var identity = other is PSCustomObject ? wrapper! : other;
                Enter(identity, pointer);
                WriteProperties(wrapper ?? PSObject.AsPSObject(other), other, pointer);
                Leave(identity);
                break;
        }
    }

    private void Enter(object container, string pointer)
    {
        if (!container.GetType().IsValueType && !_open.Add(container))
            throw new UnsupportedValueException(pointer, "contains itself. Break the cycle, or keep an id instead of the object.");
        if (++_depth > JsonValue.MaxDepth)
            throw new UnsupportedValueException(pointer, $"is nested deeper than {JsonValue.MaxDepth} levels.");
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    private void Leave(object container)
    {
        _depth--;
        _open.Remove(container);
    }

    private void WriteMap(IDictionary map, string pointer)
    {
        _notes.Add(new(pointer, map is Hashtable ? TypeNote.Hashtable : TypeNote.OrderedDictionary));
        var entries = new List<(string Name, object? Value)>(map.Count);
        Enumerating(pointer, () =>
        {
            foreach (DictionaryEntry entry in map) entries.Add((NameOf(entry.Key), entry.Value));
        });
        // A hashtable has no order of its own; with this one the same content is the same text.
        if (map is Hashtable) entries.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = true;
        _output.Json("{"u8);
        foreach (var (name, value) in entries)
        {
            var place = JsonPointer.Append(pointer, name);
            if (!seen.Add(name)) throw new UnsupportedValueException(place, "stands under two keys that are the same text.");
            _output.Name(name, ref first);
            Write(value, place);
        }
        _output.Json("}"u8);
    }

    private void WriteItems(IEnumerable items, string pointer)
    {
        var all = new List<object?>();
        Enumerating(pointer, () =>
        {
            foreach (var item in items) all.Add(item);
        });
        var first = true;
        var index = 0;
        _output.Json("["u8);
        foreach (var item in all)
        {
            _output.Separator(ref first);
            Write(item, JsonPointer.Append(pointer, index++));
        }
        _output.Json("]"u8);
    }

    /// <summary>Goes over a collection, whose own code may fail at it: where another thread changes it meanwhile, say.</summary>
    private static void Enumerating(string pointer, Action enumerate)
    {
        try
        {
            enumerate();
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            throw new UnsupportedValueException(pointer, $"could not be read to its end: {failure.Message}");
        }
    }

    /// <summary>
    /// Writes an object as its properties. Custom objects and instances of script classes are data to any depth; of
    /// other .NET objects, whose properties lead anywhere, the properties that are objects again become their text.
    /// </summary>
    private void WriteProperties(PSObject wrapper, object value, string pointer)
    {
        var isData = value is PSCustomObject || value.GetType().Assembly.IsDynamic;
        var first = true;
        _output.Json("{"u8);
        foreach (var property in wrapper.Properties)
        {
            if (!property.IsGettable) continue;
            _output.Name(property.Name, ref first);
            var content = ReadProperty(property);
            var place = JsonPointer.Append(pointer, property.Name);
            if (isData || IsPlain(content)) Write(content, place);
            else _output.Text(content!.ToString());
        }
        _output.Json("}"u8);
    }

    private static object? ReadProperty(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException failure)
        {
            return failure.InnerException ?? failure;
        }
    }

    private static bool IsPlain(object? value) =>
        (value is PSObject wrapper ? wrapper.BaseObject : value) is null or string or bool or Enum or Exception or byte[] or Version or Uri
        || value!.GetType().IsPrimitive
        || value is decimal or BigInteger or DateTime or DateTimeOffset or TimeSpan or Guid or DateOnly or TimeOnly;

    private static string NameOf(object key) => key switch
    {
        string text => text,
        PSObject { BaseObject: string text } => text,
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => key.ToString() ?? "",
    };
}
