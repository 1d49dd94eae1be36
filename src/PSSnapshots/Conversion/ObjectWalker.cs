using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <summary>
/// Freezes a PowerShell object: writes it as JSON to its full depth, and notes the types that JSON has none for.
/// What cannot be kept is an error that names its place; nothing is cut.
/// </summary>
internal sealed class ObjectWalker
{
    private readonly Utf8Output _output;
    private readonly string _path;
    private readonly Action<UnsupportedValueException>? _leaveOut;
    private readonly List<KeyValuePair<string, TypeNote>> _notes = [];
    private readonly HashSet<object> _open = new(ReferenceEqualityComparer.Instance);
    private int _depth;

    private ObjectWalker(Utf8Output output, string path, Action<UnsupportedValueException>? leaveOut)
    {
        _output = output;
        _path = path;
        _leaveOut = leaveOut;
    }

    /// <summary>Freezes a value.</summary>
    /// <param name="value">The value; <see langword="null"/> becomes JSON's null.</param>
    /// <param name="path">Where the value stands, for messages.</param>
    /// <param name="leaveOut">
    /// What is told of each thing that lives in this process only, and is left out then (in a list, null stands in its
    /// place); without it such a thing is an error.
    /// </param>
    /// <exception cref="UnsupportedValueException">Something in it cannot be kept.</exception>
    public static JsonValue ToValue(object? value, string path = "", Action<UnsupportedValueException>? leaveOut = null)
    {
        using var output = new Utf8Output();
        var walker = new ObjectWalker(output, path, leaveOut);
        walker.Write(value, "");
        return new JsonValue(JsonSlice.Of(output.Written), TypeNotes.Of(walker._notes));
    }

    /// <param name="value">The value.</param>
    /// <param name="pointer">Where it stands.</param>
    /// <param name="declared">The type that the list around it is declared with; what has that type needs no note.</param>
    private void Write(object? value, string pointer, TypeNote? declared = null)
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
                WriteFrozen(json, pointer);
                break;
            case Enum name:
                _output.Text(name.ToString());
                break;
            case var scalar when ScalarText.TryWrite(scalar, _output, out var note):
                if (note is { } type && type != declared) _notes.Add(new(pointer, type));
                break;
            case var engines when EngineTypes.IsSemanticVersion(engines):
                _notes.Add(new(pointer, TypeNote.SemanticVersion));
                _output.Text(engines.ToString());
                break;
            case RunError or ErrorRecord or Exception:
                WriteFrozen(ErrorConversion.ToRunError(value!).Json, pointer);
                break;
            case SecureString or PSCredential or NetworkCredential or SecretMarker:
                _notes.Add(new(pointer, TypeNote.Secret));
                MarkerOf((wrapper?.BaseObject ?? value)!).Write(_output);
                break;
            case var live when LiveValues.IsLive(live):
                if (!IsLeftOut(live, pointer)) throw Live(live, pointer);
                _output.Json("null"u8);
                break;
            case XmlNode xml:
                if (xml is XmlDocument) _notes.Add(new(pointer, TypeNote.Xml));
                _output.Text(xml.OuterXml);
                break;
            case XNode or Type or CultureInfo or Regex:
                _output.Text((wrapper?.BaseObject ?? value)!.ToString());
                break;
            case IDictionary map:
                Enter(map, pointer);
                WriteMap(map, pointer);
                Leave(map);
                break;
            case IEnumerable pairs when GenericTypes.IsMap(pairs):
                Enter(pairs, pointer);
                _notes.Add(new(pointer, TypeNote.OrderedDictionary));
                WriteEntries(GenericTypes.EntriesOf(Enumerated<object?>(pairs, pairs.GetEnumerator, pointer)), pointer, null);
                Leave(pairs);
                break;
            case Array { Rank: > 1 } grid:
                Enter(grid, pointer);
                WriteGrid(grid, new int[grid.Rank], 0, pointer);
                Leave(grid);
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

    private static SecretMarker MarkerOf(object secret) => secret switch
    {
        SecretMarker marker => marker,
        PSCredential credential => new SecretMarker(SecretKind.Credential, credential.UserName),
        NetworkCredential credential => new SecretMarker(SecretKind.Credential, credential.UserName),
        _ => new SecretMarker(SecretKind.SecureString),
    };

    /// <summary>Whether a value is to be left out; if so, that was told.</summary>
    private bool IsLeftOut(object? value, string pointer)
    {
        if (_leaveOut is null || value.Unwrap() is not { } inner || !LiveValues.IsLive(inner)) return false;
        _leaveOut(Live(inner, pointer));
        return true;
    }

    private UnsupportedValueException Live(object value, string pointer) =>
        Unsupported(pointer, $"is a {value.GetType().FullName}, which lives in this process only and cannot be kept. Keep what describes it instead.");

    private UnsupportedValueException Unsupported(string pointer, string reason) => new(_path + pointer, reason);

    private void WriteFrozen(JsonValue json, string pointer)
    {
        _output.Json(json.Utf8);
        foreach (var (place, kept) in json.Notes?.Pairs ?? []) _notes.Add(new(pointer + place, kept));
    }

    private void Enter(object container, string pointer)
    {
        if (!container.GetType().IsValueType && !_open.Add(container))
            throw Unsupported(pointer, "contains itself. Break the cycle, or keep an id instead of the object.");
        if (++_depth > JsonValue.MaxDepth)
            throw Unsupported(pointer, $"is nested deeper than {JsonValue.MaxDepth} levels.");
        RuntimeHelpers.EnsureSufficientExecutionStack();
    }

    private void Leave(object container)
    {
        _depth--;
        _open.Remove(container);
    }

    private void WriteMap(IDictionary map, string pointer)
    {
        var values = GenericTypes.ValuesOfDictionary(map);
        _notes.Add(new(pointer, map is Hashtable ? TypeNote.Hashtable : values is null ? TypeNote.OrderedDictionary : TypeNote.Dictionary));
        WriteEntries(Enumerated<DictionaryEntry>(map, map.GetEnumerator, pointer), pointer, values, isSorted: map is Hashtable);
    }

    private void WriteEntries(List<DictionaryEntry> entries, string pointer, Type? values, bool isSorted = false)
    {
        var declared = Declare(values, pointer);
        var members = entries.ConvertAll(entry => (Key: new MemberKey(entry.Key), entry.Value));
        // A hashtable has no order of its own; with this one the same content is the same text.
        if (isSorted) members.Sort((one, other) => string.CompareOrdinal(one.Key.Name, other.Key.Name));

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var first = true;
        _output.Json("{"u8);
        foreach (var (key, value) in members)
        {
            var place = JsonPointer.Append(pointer, key.Name);
            if (!seen.Add(key.Name)) throw Unsupported(place, "stands under two keys that are the same text.");
            if (IsLeftOut(value, place)) continue;
            if (key.Type is { } type) _notes.Add(new(place + TypeNotes.Key, type));
            _output.Name(key.Name, ref first);
            Write(value, place, declared);
        }
        _output.Json("}"u8);
    }

    private void WriteItems(IEnumerable items, string pointer)
    {
        if (GenericTypes.NoteOfList(items) is { } note) _notes.Add(new(pointer, note));
        var declared = Declare(GenericTypes.ItemsOfList(items), pointer);
        var first = true;
        var index = 0;
        _output.Json("["u8);
        foreach (var item in Enumerated<object?>(items, items.GetEnumerator, pointer))
        {
            _output.Separator(ref first);
            Write(item, JsonPointer.Append(pointer, index++), declared);
        }
        _output.Json("]"u8);
    }

    /// <summary>Writes an array of several dimensions as arrays of arrays.</summary>
    private void WriteGrid(Array grid, int[] at, int dimension, string pointer)
    {
        var isRow = dimension == grid.Rank - 1;
        var declared = isRow ? Declare(grid.GetType().GetElementType(), pointer) : null;
        var first = true;
        _output.Json("["u8);
        for (var i = 0; i < grid.GetLength(dimension); i++)
        {
            at[dimension] = grid.GetLowerBound(dimension) + i;
            _output.Separator(ref first);
            var place = JsonPointer.Append(pointer, i);
            if (isRow) Write(grid.GetValue(at), place, declared);
            else WriteGrid(grid, at, dimension + 1, place);
        }
        _output.Json("]"u8);
    }

    private TypeNote? Declare(Type? items, string pointer)
    {
        var declared = items is null ? null : ScalarText.NoteOf(items);
        if (declared is { } type) _notes.Add(new(pointer + TypeNotes.Items, type));
        return declared;
    }

    /// <summary>All of a collection, whose own code may fail at it: where another thread changes it meanwhile, say.</summary>
    private List<T> Enumerated<T>(IEnumerable items, Func<IEnumerator> enumerate, string pointer)
    {
        try
        {
            return Synchronized.Read(items, () =>
            {
                var all = new List<T>();
                var enumerator = enumerate();
                using var owned = enumerator as IDisposable;
                while (enumerator.MoveNext()) all.Add((T)enumerator.Current!);
                return all;
            });
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            throw Unsupported(pointer, $"could not be read to its end: {failure.Message}");
        }
    }

    /// <summary>
    /// Writes an object as its properties. Custom objects and instances of script classes are data to any depth; of
    /// other .NET objects, whose properties lead anywhere, the properties that are objects again become their text.
    /// </summary>
    private void WriteProperties(PSObject wrapper, object value, string pointer)
    {
        var isData = value is PSCustomObject or DictionaryEntry or ITuple || value.GetType().Assembly.IsDynamic || GenericTypes.IsPair(value);
        var first = true;
        _output.Json("{"u8);
        foreach (var property in wrapper.Properties)
        {
            if (Attempted(() => property.IsGettable) is false) continue;
            var content = Attempted(() => property.Value);
            var place = JsonPointer.Append(pointer, property.Name);
            if (isData && IsLeftOut(content, place)) continue;
            _output.Name(property.Name, ref first);
            Write(isData || IsPlain(content) ? content : Attempted(() => content!.ToString()), place);
        }
        _output.Json("}"u8);
    }

    /// <summary>What an object's own code gives; where that throws, what it threw.</summary>
    private static object? Attempted(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (GetValueException failure)
        {
            return failure.InnerException ?? failure;
        }
        catch (Exception failure) when (failure is not PipelineStoppedException)
        {
            return failure;
        }
    }

    private static bool IsPlain(object? value) => value.Unwrap() switch
    {
        null or bool or int or string or Enum or Exception or XmlNode or SecureString or PSCredential or NetworkCredential => true,
        Array array => IsScalar(array.GetType().GetElementType()!),
        var other => IsScalar(other.GetType()) || EngineTypes.IsSemanticVersion(other),
    };

    private static bool IsScalar(Type type) => type.IsEnum || ScalarText.NoteOf(type) is not null;
}
