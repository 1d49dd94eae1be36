using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>
/// Brings changes into the form that was asked for: first those that are told, then the level at which, then what is
/// the same.
/// </summary>
internal sealed class ChangeShaping(RunState from, RunState to, ComparisonOptions options)
{
    private static readonly string[] Fields =
    [
        "runId", "workflowId", "status", "input", "stepResults", "executionPath", "suspendedPaths", "events",
        "executionGraph", "result", "error", "logs", "executionContext",
    ];

    public IReadOnlyList<SnapshotChange> Shape(List<SnapshotChange> changes)
    {
        var told = changes.FindAll(change => IsTold(change.Path));
        if (options.Depth is { } depth) told = AtDepth(told, depth);
        if (options.IncludeEqual) told.AddRange(Equal(changes));
        return told;
    }

    private bool IsTold(string path) => options.Includes?.Invoke(path) != false;

    private List<SnapshotChange> AtDepth(List<SnapshotChange> changes, int depth)
    {
        var told = new List<SnapshotChange>();
        var seen = new HashSet<(string, string)>();
        foreach (var change in changes)
        {
            var (fromPath, toPath) = (Cut(change.FromPath, depth), Cut(change.ToPath, depth));
            if (toPath.Length == change.ToPath.Length) told.Add(change);
            else if (seen.Add((fromPath, toPath))) told.Add(Whole(fromPath, toPath, depth == 0 ? null : change.StepId));
        }
        return told;
    }

    private SnapshotChange Whole(string fromPath, string toPath, string? stepId)
    {
        var (before, after) = (Find(from, fromPath), Find(to, toPath));
        var kind = before is null ? ChangeKind.Added : after is null ? ChangeKind.Removed : ChangeKind.Changed;
        return new SnapshotChange(fromPath, toPath, kind, stepId, before, after);
    }

    /// <summary>The first tokens of a pointer: one for the field, and as many more as levels are told.</summary>
    private static string Cut(string pointer, int depth)
    {
        var end = 0;
        for (var level = 0; level <= depth && end < pointer.Length; level++)
        {
            end = pointer.IndexOf('/', end + 1);
            if (end < 0) return pointer;
        }
        return pointer[..end];
    }

    private IEnumerable<SnapshotChange> Equal(List<SnapshotChange> changes)
    {
        var changed = changes.SelectMany(change => new[] { Cut(change.Path, 0), Cut(change.Path, 1) }).ToHashSet(StringComparer.Ordinal);
        foreach (var (path, stepId) in Places())
        {
            if (changed.Contains(path) || !IsTold(path) || Find(to, path) is not { } value) continue;
            yield return new SnapshotChange(path, ChangeKind.Equal, stepId, Find(from, path), value);
        }
    }

    private IEnumerable<(string Path, string? StepId)> Places() =>
        Fields.SelectMany(PlacesOf).Concat(to.UnknownFields.Keys.Select(name => (JsonPointer.Append("", name), (string?)null)));

    private IEnumerable<(string Path, string? StepId)> PlacesOf(string field)
    {
        var path = JsonPointer.Append("", field);
        if (options.Depth == 0) return [(path, null)];
        return field switch
        {
            "stepResults" => to.StepResults.Keys.Select(id => (JsonPointer.Append(path, id), (string?)id)),
            "suspendedPaths" => to.SuspendedPaths.Keys.Select(id => (JsonPointer.Append(path, id), (string?)id)),
            "executionContext" => to.ContextValues.Keys.Select(key => (JsonPointer.Append(path, key), (string?)null)),
            _ => [(path, null)],
        };
    }

    private static JsonValue? Find(RunState state, string pointer) =>
        JsonPointer.TryParse(pointer, out var tokens) ? StateDocument.Find(state, tokens) : null;
}
