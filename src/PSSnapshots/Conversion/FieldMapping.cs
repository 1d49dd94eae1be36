using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// Maps the fields of a run to the properties of an object with other property names. A field is mapped to a
/// property name, or to a script block that returns the value and receives the object as <c>$_</c>.
/// </summary>
internal sealed class FieldMapping
{
    private static readonly string[] Fields =
    [
        "WorkflowId", "RunId", "Status", "Input", "InputData", "ExecutionGraph", "StepResults", "ExecutionPath", "SuspendedPaths", "Events", "Logs",
        "ExecutionContext", "Result", "Error",
    ];

    private readonly List<(string Field, object Source)> _sources = [];

    /// <exception cref="NotARunException">
    /// The field does not exist, or its source is neither a property name nor a script block.
    /// </exception>
    public FieldMapping(IDictionary mapping)
    {
        foreach (DictionaryEntry entry in mapping)
        {
            var field = LanguagePrimitives.ConvertTo<string>(entry.Key);
            if (!Fields.Contains(field, StringComparer.OrdinalIgnoreCase))
                throw new NotARunException(nameof(Messages.UnknownRunField), field, string.Join(", ", Fields));
            var source = entry.Value.Unwrap();
            if (source is not (ScriptBlock or string { Length: > 0 })) throw new NotARunException(nameof(Messages.InvalidFieldSource), field);
            _sources.Add((field, source));
        }
    }

    /// <summary>Gets the mapped fields, compared ignoring case.</summary>
    public IEnumerable<string> MappedFields => _sources.Select(source => source.Field);

    /// <summary>Gets the fields that are mapped to script blocks, which can only be read.</summary>
    public IEnumerable<string> CalculatedFields => _sources.Where(source => source.Source is ScriptBlock).Select(source => source.Field);

    /// <summary>Returns the member that a field is mapped to, or <see langword="null"/> if it is not mapped to a name.</summary>
    public string? MemberOf(string field) =>
        _sources.Find(source => source.Field.Equals(field, StringComparison.OrdinalIgnoreCase)).Source as string;

    /// <summary>
    /// Reads the mapped fields of an object, and its IDs by their own names if they are not mapped. Other fields of
    /// a mapped object are ignored, because they can have another meaning.
    /// </summary>
    /// <param name="run">The object.</param>
    /// <param name="own">The members of the object.</param>
    /// <param name="warn">Receives each optional field whose source does not exist, and the name of the source.</param>
    /// <param name="leaveOut">Receives each value that is omitted.</param>
    /// <exception cref="NotARunException">A script block failed, or the source of an ID does not exist.</exception>
    /// <exception cref="UnsupportedValueException">A member of the object cannot be read.</exception>
    public FieldReader Read(PSObject run, FieldReader own, Action<string, string>? warn, Action<UnsupportedValueException>? leaveOut)
    {
        var fields = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var id in ObjectRunReader.RequiredFields)
            if (!MappedFields.Contains(id, StringComparer.OrdinalIgnoreCase) && own.Has(id)) fields[id] = own.Get(id);
        foreach (var (field, source) in _sources)
        {
            var value = source is ScriptBlock block ? Calculate(field, block, run) : MemberOf(run, own, field, (string)source, warn);
            if (value is not null) fields[field] = value;
        }
        return new FieldReader(fields, "", leaveOut);
    }

    private static object? MemberOf(PSObject run, FieldReader own, string field, string source, Action<string, string>? warn)
    {
        if (own.TryGetMember(source, out var value)) return value;
        if (ObjectRunReader.RequiredFields.Contains(field, StringComparer.OrdinalIgnoreCase)) throw NotARunException.NoSource(run.BaseObject.GetType(), field, source);
        warn?.Invoke(field, source);
        return null;
    }

    private static object? Calculate(string field, ScriptBlock block, PSObject run)
    {
        try
        {
            var results = block.InvokeWithContext(null, [new PSVariable("_", run)]);
            return results.Count switch
            {
                0 => null,
                1 => results[0],
                _ => results.ToArray(),
            };
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            throw new NotARunException(nameof(Messages.FieldFailed), field, failure.Message);
        }
    }
}
