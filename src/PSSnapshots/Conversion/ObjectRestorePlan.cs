using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>Plans the changes that restore a state into an object. Planning changes nothing.</summary>
internal sealed class ObjectRestorePlan
{
    private static readonly string[] InputNames = ["Input", "InputData"];

    private readonly PSObject _run;
    private readonly RunState _wanted;
    private readonly ObjectFields _fields;
    private readonly bool _isCamel;
    private readonly List<FieldWrite> _writes = [];

    // The written values, to verify that a capture reads the intended state: with the types of the object's fields,
    // and without type conversion.
    private readonly Hashtable _typed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Hashtable _untyped = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FieldNotWritableException">A field cannot be written to the object.</exception>
    public ObjectRestorePlan(PSObject run, FieldMapping? mapping, RunState current, RunState wanted)
    {
        _run = run;
        _wanted = wanted;
        _fields = mapping is null ? ObjectFields.Of(run) : new MappedObjectFields(ObjectFields.Of(run), mapping, run.BaseObject);
        _isCamel = char.IsLower(_fields.NameOf("RunId")![0]);
        foreach (var written in new[] { _typed, _untyped }) (written["RunId"], written["WorkflowId"]) = (wanted.RunId, wanted.WorkflowId);

        Changes = StateComparison.Compare(current, wanted);
        var changed = Changes.Select(change => FieldAt(change.Path)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in RunFieldValues.Fields.Where(changed.Contains))
        {
            if (field == "Input") AddInput();
            else Add(field, field, isAlwaysThere: false);
        }
        NotHeld = [.. Reread(changed)];
    }

    /// <summary>Gets the changes between the two states.</summary>
    public IReadOnlyList<SnapshotChange> Changes { get; }

    public IReadOnlyList<FieldWrite> Writes => _writes;

    /// <summary>Gets the JSON Pointers of values that an object of this kind cannot store exactly.</summary>
    public IReadOnlyList<string> NotHeld { get; }

    /// <summary>Adds the input, which has two names, and for which null differs from a missing value.</summary>
    private void AddInput()
    {
        string[] there = [.. InputNames.Where(name => _fields.NameOf(name) is not null)];
        if (_wanted.InputJson is not null) Add("Input", there.FirstOrDefault("Input"), isAlwaysThere: true);
        else _writes.AddRange(there.Select(_fields.Removing));
    }

    private void Add(string field, string name, bool isAlwaysThere)
    {
        var shape = new ObjectPartBuilder(_fields.Get(name), _fields.TypeOf(name), _run.BaseObject is not IDictionary, _isCamel);
        var value = RunFieldValues.Of(field, _wanted, shape);
        if (value is null && !isAlwaysThere && _fields.NameOf(name) is null) return;
        _untyped[name] = value;
        _typed[name] = Typed(name, value);
        _writes.Add(_fields.Setting(name, shape.Spell(name), _typed[name]));
    }

    private object? Typed(string name, object? value)
    {
        if (_fields.TypeOf(name) is not { } type || type == typeof(object)) return value;
        if (value is null && (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null)) return null;
        if (value is not null && LanguagePrimitives.TryConvertTo(value, type, out var typed)) return typed;
        throw new FieldNotWritableException(
            name, _run.BaseObject, value is null ? $"its type {type} does not allow null." : $"'{value}' cannot be converted to its type {type}.");
    }

    /// <summary>Returns the locations at which a capture would read a value other than the intended one.</summary>
    private IEnumerable<string> Reread(HashSet<string> changed)
    {
        var meant = ObjectRunReader.ToState(PSObject.AsPSObject(_untyped));
        if (LostToTypes(meant) is { } path)
        {
            var name = FieldAt(path);
            throw new FieldNotWritableException(_fields.NameOf(name) ?? name, _run.BaseObject, $"its type {_fields.TypeOf(name)} cannot store the value at '{path}'.");
        }
        return Differences(meant, _wanted).Select(change => change.Path)
            .Where(path => changed.Contains(FieldAt(path)) || !RunFieldValues.Fields.Contains(FieldAt(path), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Returns the first location where the type of an object's field changes the value.</summary>
    private string? LostToTypes(RunState meant)
    {
        try
        {
            return Differences(meant, ObjectRunReader.ToState(PSObject.AsPSObject(_typed))).FirstOrDefault()?.Path;
        }
        catch (UnsupportedValueException failure)
        {
            return failure.Path;
        }
    }

    /// <summary>Returns the changes other than null instead of a missing value, which an object's field cannot distinguish.</summary>
    private static IEnumerable<SnapshotChange> Differences(RunState from, RunState to) => StateComparison.Compare(from, to)
        .Where(change => change.FromJson is { IsNull: false } || change.ToJson is { IsNull: false });

    /// <summary>Returns the field that contains a location.</summary>
    private static string FieldAt(string path) => path.Split('/')[1];
}
