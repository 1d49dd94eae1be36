using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Brings changes into the form that was asked for: first those that are told, then the level at which, then what is
/// the same.
/// </summary>
internal sealed class ChangeShaping(ComparedStates states, ComparisonOptions options)
{
    private readonly StateValues _from = new(states.From);
    private readonly StateValues _to = new(states.To);

    private static readonly string[] Fields =
    [
        "runId", "workflowId", "status", "input", "stepResults", "executionPath", "suspendedPaths", "events",
        "executionGraph", "result", "error", "logs", "executionContext",
    ];

    public IReadOnlyList<SnapshotChange> Shape(List<SnapshotChange> changes)
    {
        var told = options.Includes is { } includes ? Included(changes, includes) : changes;
        if (options.Depth is { } depth) told = AtDepth(told, depth);
        return options.IncludeEqual ? [.. told, .. Equal(changes)] : told;
    }

    /// <summary>
    /// The changes at the places that are asked for. What was added or removed as a whole is looked into: a part of it
    /// may be asked for.
    /// </summary>
    private List<SnapshotChange> Included(List<SnapshotChange> changes, Func<string, bool> includes)
    {
        var told = new List<SnapshotChange>();
        foreach (var change in changes)
        {
            if (includes(change.Path)) told.Add(change);
            else if (change.FromJson is { } from && change.ToJson is { } to && from.Kind == to.Kind) AddDifferences(told, change.Place, from, to, includes);
            else AddParts(told, change, includes);
        }
        return told;
    }

    private void AddParts(List<SnapshotChange> told, SnapshotChange change, Func<string, bool> includes)
    {
        AddParts(told, change.Place, change.FromJson, isAdded: false, includes);
        AddParts(told, change.Place, change.ToJson, isAdded: true, includes);
    }

    /// <summary>Paths through the graph are told as a whole, but one of their indexes may be asked for.</summary>
    private void AddDifferences(List<SnapshotChange> told, StatePlace place, JsonValue from, JsonValue to, Func<string, bool> includes)
    {
        if (place.Tokens(second: true) is not ["executionPath"] and not ["suspendedPaths", _]) return;
        var differences = new ChangeList(states);
        new ValueComparison(differences, options).Compare(place, from, to);
        told.AddRange(differences.Changes.Where(difference => includes(difference.Path)));
    }

    private void AddParts(List<SnapshotChange> told, StatePlace place, JsonValue? value, bool isAdded, Func<string, bool> includes)
    {
        if (value is null) return;
        var index = 0;
        foreach (var (name, part) in PartsOf(value))
        {
            var inside = name is null ? place.Item(index, index) : place.Member(name);
            index++;
            if (!includes(inside.ToPointer(second: isAdded))) AddParts(told, inside, part, isAdded, includes);
            else if (isAdded) told.Add(new SnapshotChange(states, inside, ChangeKind.Added, default, ChangeValue.Of(part)));
            else told.Add(new SnapshotChange(states, inside, ChangeKind.Removed, ChangeValue.Of(part), default));
        }
    }

    /// <summary>The members of an object with their names, the items of an array without; of other values nothing.</summary>
    private static IEnumerable<(string? Name, JsonValue Part)> PartsOf(JsonValue value) => value.Kind switch
    {
        JsonKind.Object => JsonEquality.MembersOf(value.Slice).Select(member => ((string?)member.Key, new JsonValue(member.Value, value.Notes?.Under(member.Key)))),
        JsonKind.Array => value.Items().Select(item => ((string?)null, item)),
        _ => [],
    };

    private List<SnapshotChange> AtDepth(List<SnapshotChange> changes, int depth)
    {
        // One token for the field, and as many more as levels are told.
        var tokens = depth == int.MaxValue ? depth : depth + 1;
        var told = new List<SnapshotChange>();
        var seen = new HashSet<(string, string)>();
        foreach (var change in changes)
        {
            var place = change.Place.Cut(tokens);
            if (ReferenceEquals(place, change.Place)) told.Add(change);
            else if (seen.Add((place.ToPointer(second: false), place.ToPointer(second: true)))) told.Add(Whole(place));
        }
        return told;
    }

    private SnapshotChange Whole(StatePlace place)
    {
        var before = ChangeValue.Of(_from.Find(place.Tokens(second: false)));
        var after = ChangeValue.Of(_to.Find(place.Tokens(second: true)));
        return new SnapshotChange(states, place, SnapshotChange.KindOf(before, after), before, after);
    }

    private IEnumerable<SnapshotChange> Equal(List<SnapshotChange> changes)
    {
        var changed = changes.SelectMany(change => new[] { change.Place.Cut(1), change.Place.Cut(2) })
            .Select(place => place.ToPointer(second: true)).ToHashSet(StringComparer.Ordinal);
        foreach (var place in Places())
        {
            var path = place.ToPointer(second: true);
            if (changed.Contains(path) || options.Includes?.Invoke(path) == false) continue;
            var tokens = place.Tokens(second: true);
            if (_to.Find(tokens) is not { } value) continue;
            var before = _from.Find(tokens);
            yield return new SnapshotChange(states, place, ChangeKind.Equal, ChangeValue.Of(before), ChangeValue.Of(value));
        }
    }

    private IEnumerable<StatePlace> Places() => Fields.SelectMany(PlacesOf).Concat(states.To.UnknownFields.Keys.Select(StatePlace.Field));

    private IEnumerable<StatePlace> PlacesOf(string field)
    {
        var place = StatePlace.Field(field);
        if (options.Depth == 0) return [place];
        return field switch
        {
            "stepResults" => states.To.StepResults.Keys.Select(place.Member),
            "suspendedPaths" => states.To.SuspendedPaths.Keys.Select(place.Member),
            "executionContext" => states.To.ContextValues.Keys.Select(place.Member),
            _ => [place],
        };
    }
}
