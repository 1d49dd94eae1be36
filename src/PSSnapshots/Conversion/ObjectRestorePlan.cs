using System.Collections;
using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>What is to be written into an object so that it holds a run's other state; planning it changes nothing.</summary>
internal sealed class ObjectRestorePlan
{
    private static readonly string[] InputNames = ["Input", "InputData"];

    private readonly PSObject _run;
    private readonly RunState _wanted;
    private readonly ObjectFields _fields;
    private readonly bool _isCamel;
    private readonly List<FieldWrite> _writes = [];

    // What is written, for a look whether it is read again as what was meant: in the types of the object's fields, and
    // as it would be if those took anything.
    private readonly Hashtable _typed = new(StringComparer.OrdinalIgnoreCase);
    private readonly Hashtable _untyped = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FieldNotWritableException">The object cannot take a field.</exception>
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

    /// <summary>What differs between the two states.</summary>
    public IReadOnlyList<SnapshotChange> Changes { get; }

    public IReadOnlyList<FieldWrite> Writes => _writes;

    /// <summary>The places, as JSON Pointers, that no object of this kind holds as they are.</summary>
    public IReadOnlyList<string> NotHeld { get; }

    /// <summary>The input, which goes by two names, and of which null is something else than nothing.</summary>
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
        throw new FieldNotWritableException(name, _run.BaseObject, $"it is a {type}, which {(value is null ? "is never without a value" : $"'{value}' does not convert to")}.");
    }

    /// <summary>Looks what a capture would read of what is written.</summary>
    private IEnumerable<string> Reread(HashSet<string> changed)
    {
        var meant = ObjectRunReader.ToState(PSObject.AsPSObject(_untyped));
        if (LostToTypes(meant) is { } path)
        {
            var name = FieldAt(path);
            throw new FieldNotWritableException(_fields.NameOf(name) ?? name, _run.BaseObject, $"as {_fields.TypeOf(name)} it does not hold what is at '{path}'.");
        }
        return Differences(meant, _wanted).Select(change => change.Path)
            .Where(path => changed.Contains(FieldAt(path)) || !RunFieldValues.Fields.Contains(FieldAt(path), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The first place where the types of the object's fields make something else of what is meant.</summary>
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

    /// <summary>What differs by more than that null stands where nothing does, which an object's field does not tell apart.</summary>
    private static IEnumerable<SnapshotChange> Differences(RunState from, RunState to) => StateComparison.Compare(from, to)
        .Where(change => change.FromJson is { IsNull: false } || change.ToJson is { IsNull: false });

    /// <summary>The field that a place is in.</summary>
    private static string FieldAt(string path) => path.Split('/')[1];
}
