using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using System.Xml;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <content>Objects, by their properties.</content>
internal sealed partial class ObjectSerializer
{
    /// <summary>
    /// Writes an object by its properties. Custom objects and instances of script classes are written to any depth.
    /// For other .NET objects, nested objects become text, and for some types only a fixed list of properties is
    /// read (<see cref="CheapProperties"/>).
    /// </summary>
    private void WriteProperties(PSObject wrapper, object value)
    {
        // All custom objects share one base object, so the wrapper identifies them.
        Enter(value is PSCustomObject ? wrapper : value);
        var isData = value is PSCustomObject or DictionaryEntry or ITuple || value.GetType().Assembly.IsDynamic || GenericTypes.IsPair(value);
        var cheap = isData ? null : CheapProperties.Of(value);
        var first = true;
        _output.Json("{"u8);
        foreach (var property in wrapper.Properties)
        {
            if (!CheapProperties.IsRead(property, cheap)) continue;
            if (!TryReadProperty(property, out var content)) continue;
            var before = _pointer.Append(property.Name);
            if (!isData || !IsLeftOut(content))
            {
                _output.Name(property.Name, ref first);
                Write(isData || IsPlain(content) ? content : TextOf(content));
            }
            _pointer.CutTo(before);
        }
        _output.Json("}"u8);
        Leave();
    }

    /// <summary>Gets the value of a property, or returns false if it is write-only.</summary>
    private static bool TryReadProperty(PSPropertyInfo property, out object? value)
    {
        // A note property runs no code that could throw. Most properties of script objects are notes.
        if (property is PSNoteProperty note)
        {
            value = note.Value;
            return true;
        }
        value = null;
        if (Attempted(() => property.IsGettable) is false) return false;
        value = Attempted(() => property.Value);
        return true;
    }

    private static object? TextOf(object? content) => Attempted(() => content!.ToString());

    /// <summary>Returns the result of an object's code, or the exception that it threw.</summary>
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
