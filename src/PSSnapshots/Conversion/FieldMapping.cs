using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>
/// Where an object of another shape has the fields of a run: the name of its own property for each, or a script block
/// that makes the field of it, with the object as <c>$_</c>.
/// </summary>
internal sealed class FieldMapping
{
    private static readonly string[] Fields =
    [
        "WorkflowId", "RunId", "Status", "Input", "InputData", "ExecutionGraph", "StepResults", "ExecutionPath", "SuspendedPaths", "Events", "Logs",
        "ExecutionContext", "Result", "Error",
    ];

    private readonly List<(string Field, object Source)> _sources = [];

    /// <exception cref="NotARunException">A run has no such field, or what its source is cannot be told.</exception>
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

    /// <summary>The fields that are mapped, in any case.</summary>
    public IEnumerable<string> MappedFields => _sources.Select(source => source.Field);

    /// <summary>The fields whose sources are script blocks, which can be read and not written.</summary>
    public IEnumerable<string> CalculatedFields => _sources.Where(source => source.Source is ScriptBlock).Select(source => source.Field);

    /// <summary>The name of the object's own member that a field is mapped to; nothing if it is not mapped to a name.</summary>
    public string? MemberOf(string field) =>
        _sources.Find(source => source.Field.Equals(field, StringComparison.OrdinalIgnoreCase)).Source as string;

    /// <summary>
    /// Reads the mapped fields of an object, and its IDs under their own names if they are not mapped. Nothing else is
    /// taken from a mapped object: a field of the same name can have another meaning there.
    /// </summary>
    /// <param name="run">The object.</param>
    /// <param name="own">The object's own members.</param>
    /// <param name="warn">Is told of each optional field whose source the object does not have, with the name of the source.</param>
    /// <param name="leaveOut">What is told of what is left out of the values.</param>
    /// <exception cref="NotARunException">A script block failed, or the source of an ID is not there.</exception>
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
