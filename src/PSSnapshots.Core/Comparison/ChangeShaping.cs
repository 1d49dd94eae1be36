using PSSnapshots.Serialization;

namespace PSSnapshots.Comparison;

/// <summary>
/// Brings changes into the form that was asked for: first those that are told, then the level at which, then what is
/// the same.
/// </summary>
internal sealed class ChangeShaping(ComparedStates states, ComparisonOptions options)
{
    private static readonly string[] Fields =
    [
        "runId", "workflowId", "status", "input", "stepResults", "executionPath", "suspendedPaths", "events",
        "executionGraph", "result", "error", "logs", "executionContext",
    ];

    public IReadOnlyList<SnapshotChange> Shape(List<SnapshotChange> changes)
    {
        var told = options.Includes is { } includes ? changes.FindAll(change => includes(change.Path)) : changes;
        if (options.Depth is { } depth) told = AtDepth(told, depth);
        return options.IncludeEqual ? [.. told, .. Equal(changes)] : told;
    }

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
        var before = ChangeValue.Of(StateDocument.Find(states.From, place.Tokens(second: false)));
        var after = ChangeValue.Of(StateDocument.Find(states.To, place.Tokens(second: true)));
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
            if (StateDocument.Find(states.To, tokens) is not { } value) continue;
            var before = StateDocument.Find(states.From, tokens);
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
