using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Applies the options that decide which changes are reported: it selects paths, then combines the changes below the
/// maximum depth, then adds the equal parts.
/// </summary>
internal sealed class ChangeFilter(ComparedStates states, ComparisonOptions options)
{
    private readonly StateValueLookup _from = new(states.From);
    private readonly StateValueLookup _to = new(states.To);

    public IReadOnlyList<SnapshotChange> Apply(List<SnapshotChange> changes)
    {
        var reported = options.Includes is { } includes ? Select(changes, includes) : changes;
        if (options.Depth is { } depth) reported = CombineBelow(depth, reported);
        return options.IncludeEqual ? [.. reported, .. FindEqual(changes)] : reported;
    }

    /// <summary>
    /// Selects the changes whose path is included. If a change is not included, its parts are checked too,
    /// because a value that was added or removed as a whole can contain an included path.
    /// </summary>
    private List<SnapshotChange> Select(List<SnapshotChange> changes, Func<string, bool> includes)
    {
        var selected = new List<SnapshotChange>();
        foreach (var change in changes)
        {
            if (includes(change.Path))
            {
                selected.Add(change);
            }
            else if (change.FromJson is { } from && change.ToJson is { } to && from.Kind == to.Kind)
            {
                SelectDifferences(selected, change.FullPath, from, to, includes);
            }
            else
            {
                SelectParts(selected, change.FullPath, change.FromJson, isAdded: false, includes);
                SelectParts(selected, change.FullPath, change.ToJson, isAdded: true, includes);
            }
        }
        return selected;
    }

    /// <summary>Selects indexes of an execution path or a suspended path. Such a path is otherwise one change.</summary>
    private void SelectDifferences(List<SnapshotChange> selected, ChangePath path, JsonValue from, JsonValue to, Func<string, bool> includes)
    {
        if (path.Tokens(second: true) is not ["executionPath"] and not ["suspendedPaths", _]) return;
        var differences = new ChangeList(states);
        new ValueComparison(differences, options).Compare(path, from, to);
        selected.AddRange(differences.Changes.Where(difference => includes(difference.Path)));
    }

    private void SelectParts(List<SnapshotChange> selected, ChangePath path, JsonValue? value, bool isAdded, Func<string, bool> includes)
    {
        if (value is null) return;
        var index = 0;
        foreach (var (name, part) in PartsOf(value))
        {
            var partPath = name is null ? path.Item(index, index) : path.Member(name);
            index++;
            var partValue = ChangeValue.Of(part);
            if (!includes(partPath.ToPointer(second: isAdded))) SelectParts(selected, partPath, part, isAdded, includes);
            else if (isAdded) selected.Add(new SnapshotChange(states, partPath, default, partValue));
            else selected.Add(new SnapshotChange(states, partPath, partValue, default));
        }
    }

    /// <summary>Returns the members of an object with their names, or the items of an array without names.</summary>
    private static IEnumerable<(string? Name, JsonValue Part)> PartsOf(JsonValue value) => value.Kind switch
    {
        JsonKind.Object => JsonEquality.MembersOf(value.Slice).Select(member => ((string?)member.Key, new JsonValue(member.Value, value.Notes?.Under(member.Key)))),
        JsonKind.Array => value.Items().Select(item => ((string?)null, item)),
        _ => [],
    };

    private List<SnapshotChange> CombineBelow(int depth, List<SnapshotChange> changes)
    {
        // One token for the field, and one for each level below it.
        var maxTokens = depth == int.MaxValue ? depth : depth + 1;
        var combined = new List<SnapshotChange>();
        var seen = new HashSet<(string, string)>();
        foreach (var change in changes)
        {
            var path = change.FullPath.Truncate(maxTokens);
            if (ReferenceEquals(path, change.FullPath)) combined.Add(change);
            else if (seen.Add((path.ToPointer(second: false), path.ToPointer(second: true)))) combined.Add(ChangeAt(path));
        }
        return combined;
    }

    private SnapshotChange ChangeAt(ChangePath path) =>
        new(states, path, ChangeValue.Of(_from.Find(path.Tokens(second: false))), ChangeValue.Of(_to.Find(path.Tokens(second: true))));

    private IEnumerable<SnapshotChange> FindEqual(List<SnapshotChange> changes)
    {
        var changed = changes.SelectMany(change => new[] { change.FullPath.Truncate(1), change.FullPath.Truncate(2) })
            .Select(path => path.ToPointer(second: true)).ToHashSet(StringComparer.Ordinal);
        foreach (var path in PathsToReport())
        {
            var pointer = path.ToPointer(second: true);
            if (changed.Contains(pointer) || options.Includes?.Invoke(pointer) == false) continue;
            var tokens = path.Tokens(second: true);
            if (_to.Find(tokens) is { } value)
                yield return new SnapshotChange(states, path, ChangeValue.Of(_from.Find(tokens)), ChangeValue.Of(value), isEqual: true);
        }
    }

    private IEnumerable<ChangePath> PathsToReport() =>
        FieldPaths.All.SelectMany(PathsOfField).Concat(states.To.UnknownFields.Keys.Select(ChangePath.Field));

    private IEnumerable<ChangePath> PathsOfField(ChangePath field)
    {
        if (options.Depth == 0) return [field];
        if (field == FieldPaths.StepResults) return states.To.StepResults.Keys.Select(field.Member);
        if (field == FieldPaths.SuspendedPaths) return states.To.SuspendedPaths.Keys.Select(field.Member);
        if (field == FieldPaths.ExecutionContext) return states.To.ContextValues.Keys.Select(field.Member);
        return [field];
    }
}
