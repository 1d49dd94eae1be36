using System.Collections;
using System.Management.Automation;
using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using System.Xml;
using PSSnapshots.Values;

namespace PSSnapshots.Conversion;

/// <content>Objects that are their properties.</content>
internal sealed partial class ObjectWalker
{
    /// <summary>
    /// Writes an object as its properties. Custom objects and instances of script classes are data to any depth; of
    /// other .NET objects, whose properties lead anywhere, the properties that are objects again become their text.
    /// </summary>
    private void WriteProperties(PSObject wrapper, object value)
    {
        // All custom objects have one base object in common; what tells them apart is the wrapper.
        Enter(value is PSCustomObject ? wrapper : value);
        var isData = value is PSCustomObject or DictionaryEntry or ITuple || value.GetType().Assembly.IsDynamic || GenericTypes.IsPair(value);
        var first = true;
        _output.Json("{"u8);
        foreach (var property in wrapper.Properties)
        {
            var isNote = property is PSNoteProperty;
            if (!isNote && Attempted(() => property.IsGettable) is false) continue;
            var content = isNote ? property.Value : Attempted(() => property.Value);
            var before = _pointer.Append(property.Name);
            if (!isData || !IsLeftOut(content))
            {
                _output.Name(property.Name, ref first);
                Write(isData || IsPlain(content) ? content : Attempted(() => content!.ToString()));
            }
            _pointer.CutTo(before);
        }
        _output.Json("}"u8);
        Leave();
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
