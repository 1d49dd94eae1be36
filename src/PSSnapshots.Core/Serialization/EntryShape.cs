namespace PSSnapshots.Serialization;

/// <summary>Specifies the type of a field in the snapshot format.</summary>
internal enum FieldKind
{
    Any,
    Text,
    Time,
    Count,
    Path,
    Object,
    RunStatus,
    StepStatus,
    EventType,
    LogType,
    TypeNotes,
    StepResults,
    SuspendedPaths,
    Events,
    ExecutionGraph,
    Logs,
    Context,
    Version,
}

/// <summary>A field of the snapshot format.</summary>
internal readonly record struct Field(string Name, byte[] Utf8Name, FieldKind Kind, bool IsRequired);

/// <summary>The fields of an object in the snapshot format: those of format 1.0.0 ("The snapshot") and the optional fields added since.</summary>
internal sealed class EntryShape
{
    private readonly Field[] _fields;

    // At most three fields of a shape have names of the same length, so a search by length compares few names.
    private readonly int[][] _fieldsByLength;

    private EntryShape(params (string Name, FieldKind Kind, bool IsRequired)[] fields)
    {
        _fields = [.. fields.Select(field => new Field(field.Name, System.Text.Encoding.UTF8.GetBytes(field.Name), field.Kind, field.IsRequired))];
        for (var i = 0; i < _fields.Length; i++)
            if (_fields[i].IsRequired) RequiredBits |= 1u << i;
        _fieldsByLength =
        [
            .. Enumerable.Range(0, _fields.Max(field => field.Utf8Name.Length) + 1)
                .Select(length => Enumerable.Range(0, _fields.Length).Where(i => _fields[i].Utf8Name.Length == length).ToArray()),
        ];
    }

    /// <summary>The fields of a snapshot.</summary>
    public static EntryShape Snapshot { get; } = new(
        ("version", FieldKind.Version, true),
        ("timestamp", FieldKind.Time, true),
        ("runId", FieldKind.Text, true),
        ("workflowId", FieldKind.Text, true),
        ("status", FieldKind.RunStatus, true),
        ("stepResults", FieldKind.StepResults, true),
        ("executionPath", FieldKind.Path, true),
        ("suspendedPaths", FieldKind.SuspendedPaths, true),
        ("events", FieldKind.Events, true),
        ("executionGraph", FieldKind.ExecutionGraph, true),
        ("logs", FieldKind.Logs, true),
        ("executionContext", FieldKind.Context, true),
        ("result", FieldKind.Any, false),
        ("error", FieldKind.Any, false),
        ("input", FieldKind.Any, false),
        ("id", FieldKind.Text, false),
        ("sequence", FieldKind.Count, false),
        ("label", FieldKind.Text, false),
        ("parent", FieldKind.Text, false),
        ("valueTypes", FieldKind.TypeNotes, false));

    /// <summary>The fields of a step result.</summary>
    public static EntryShape Step { get; } = new(
        ("status", FieldKind.StepStatus, true),
        ("output", FieldKind.Any, false),
        ("error", FieldKind.Any, false),
        ("suspendedPath", FieldKind.Path, false),
        ("attempts", FieldKind.Count, false),
        ("plan", FieldKind.Any, false),
        ("resumeData", FieldKind.Any, false),
        ("valueTypes", FieldKind.TypeNotes, false));

    /// <summary>The fields of an event.</summary>
    public static EntryShape Event { get; } = new(
        ("type", FieldKind.EventType, true),
        ("timestamp", FieldKind.Time, true),
        ("runId", FieldKind.Text, true),
        ("workflowId", FieldKind.Text, true),
        ("description", FieldKind.Text, true),
        ("payload", FieldKind.Object, true),
        ("metadata", FieldKind.Object, false),
        ("valueTypes", FieldKind.TypeNotes, false));

    /// <summary>The fields of a log entry.</summary>
    public static EntryShape Log { get; } = new(
        ("timestamp", FieldKind.Time, true),
        ("type", FieldKind.LogType, true),
        ("description", FieldKind.Text, true),
        ("metadata", FieldKind.Object, false),
        ("status", FieldKind.RunStatus, false),
        ("stepStatus", FieldKind.StepStatus, false),
        ("stepId", FieldKind.Text, false),
        ("stepResult", FieldKind.Object, false),
        ("valueTypes", FieldKind.TypeNotes, false));

    /// <summary>A mask with a bit for each required field.</summary>
    public uint RequiredBits { get; }

    /// <summary>The number of fields.</summary>
    public int Count => _fields.Length;

    /// <summary>Gets a field by its index.</summary>
    public Field this[int index] => _fields[index];

    /// <summary>Returns the index of the field with a name, or −1 if there is none.</summary>
    public int IndexOf(ReadOnlySpan<byte> name)
    {
        if (name.Length >= _fieldsByLength.Length) return -1;
        foreach (var i in _fieldsByLength[name.Length])
            if (name.SequenceEqual(_fields[i].Utf8Name)) return i;
        return -1;
    }

    /// <summary>Returns the names of the required fields that are not set in a mask of fields.</summary>
    public IEnumerable<string> Missing(uint seen)
    {
        for (var i = 0; i < _fields.Length; i++)
            if (_fields[i].IsRequired && (seen & (1u << i)) == 0) yield return _fields[i].Name;
    }
}
