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

    /// <summary>Puts the mapped fields of a run's object over those that it has under their own names.</summary>
    /// <exception cref="NotARunException">A script block failed.</exception>
    public void Apply(PSObject run, FieldReader fields)
    {
        // All are read before any is put, so that one field's name may be another's source.
        var values = _sources.ConvertAll(source => (source.Field, Value: source.Source is ScriptBlock block
            ? Calculate(source.Field, block, run)
            : fields.Get((string)source.Source)));
        foreach (var (field, value) in values) fields.Set(field, value);
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
