using System.Text;
using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Properties;

public class StateProperties
{
    private static readonly bool[] Forms = [false, true];

    private static readonly ComparisonOptions WithTypes = new() { IncludeType = true };

    private static readonly Gen<Action<RunStore>[]> Actions = Generate.StoreAction.Array[0, 25];

    private static readonly Gen<(Action<RunStore>[] Before, Action<RunStore>[] After)> TwoPhases =
        Gen.Select(Generate.StoreAction.Array[0, 15], Generate.StoreAction.Array[0, 4]);

    [Fact]
    public void State_equals_its_import_and_is_exported_the_same_again() => Property.Holds(Actions, actions =>
    {
        var snapshot = new SnapshotManager(timeProvider: new FakeClock()).Create(Generate.StoreAfter(actions), "l");

        foreach (var compress in Forms)
        {
            var export = new SnapshotManager().Export(snapshot, compress);
            Assert.Empty(SnapshotReader.Validate(export));
            foreach (var imported in new[] { SnapshotReader.Read(export), SnapshotReader.Read(Encoding.UTF8.GetBytes(export)) })
            {
                Same.State(snapshot, imported);
                Same.State(imported, snapshot);
                Assert.Equal(export, new SnapshotManager().Export(imported, compress));
            }
        }
    });

    [Fact]
    public void Write_to_a_stream_and_ToJson_return_the_same() => Property.Holds(Actions, actions =>
    {
        var snapshot = new SnapshotManager().Create(Generate.StoreAfter(actions));
        foreach (var compress in Forms)
        {
            using var stream = new MemoryStream();
            SnapshotWriter.Write(snapshot, stream, compress);
            Assert.Equal(new SnapshotManager().Export(snapshot, compress), Encoding.UTF8.GetString(stream.ToArray()));
        }
    }, times: 50);

    [Fact]
    public void Run_that_continues_from_its_import_equals_the_original_run() => Property.Holds(TwoPhases, phases =>
    {
        var live = Generate.StoreAfter(phases.Before);
        var imported = new SnapshotManager().Restore(Reimported(live.State), live.TimeProvider);

        foreach (var action in phases.After)
        {
            action(live);
            action(imported.Store);
        }

        Same.State(live.State, imported.Store.State);
    });

    [Fact]
    public void Compare_finds_no_change_if_and_only_if_the_exports_without_types_are_equal() => Property.Holds(TwoPhases, phases =>
    {
        var store = Generate.StoreAfter(phases.Before);
        var before = store.State;
        foreach (var action in phases.After) action(store);

        var changes = StateComparison.Compare(before, store.State);

        Assert.Equal(Untyped(before).Equals(Untyped(store.State)), changes.Count == 0);
        Assert.Empty(StateComparison.Compare(before, before));
        Assert.Equal(changes.Count == 0, StateComparison.Compare(store.State, before).Count == 0);
        if (JsonValue.FromJson(Text(before)).Equals(JsonValue.FromJson(Text(store.State)))) Assert.Empty(StateComparison.Compare(before, store.State, WithTypes));
    }, times: 3000);

    [Fact]
    public void Compare_with_types_includes_all_changes_of_Compare_without_types() => Property.Holds(TwoPhases, phases =>
    {
        var store = Generate.StoreAfter(phases.Before);
        var before = store.State;
        foreach (var action in phases.After) action(store);

        var typed = StateComparison.Compare(before, store.State, WithTypes).Select(change => change.Path).ToHashSet();

        Assert.Superset(StateComparison.Compare(before, store.State).Where(change => !change.Path.StartsWith("/logs", StringComparison.Ordinal) && !change.Path.StartsWith("/events", StringComparison.Ordinal))
            .Select(change => change.Path.Split('/')[1]).ToHashSet(), typed.Select(path => path.Split('/')[1]).ToHashSet());
    });

    [Fact]
    public void Compare_returns_the_same_for_states_that_share_data_and_for_copies() => Property.Holds(TwoPhases, phases =>
    {
        var store = Generate.StoreAfter(phases.Before);
        var before = store.State;
        foreach (var action in phases.After) action(store);

        var shared = StateComparison.Compare(before, store.State);
        var apart = StateComparison.Compare(Reimported(before).State, Reimported(store.State).State);

        Assert.Equal(apart.Select(Line), shared.Select(Line));
    });

    [Fact]
    public void Path_of_a_change_refers_to_its_values_in_the_exports() => Property.Holds(TwoPhases, phases =>
    {
        var store = Generate.StoreAfter(phases.Before);
        var before = store.State;
        foreach (var action in phases.After) action(store);
        var from = JsonValue.FromJson(Text(before));
        var to = JsonValue.FromJson(Text(store.State));

        foreach (var change in StateComparison.Compare(before, store.State))
        {
            Assert.Equal(change.Kind == ChangeKind.Added, change.FromJson is null);
            Assert.Equal(change.Kind == ChangeKind.Removed, change.ToJson is null);
            if (change.FromJson is { } one) Assert.Equal(Plain(one), Plain(At(from, change.Path)));
            if (change.ToJson is { } other) Assert.Equal(Plain(other), Plain(At(to, change.Path)));
        }
    });

    private static string Line(SnapshotChange change) => $"{change} of {change.StepId ?? "(none)"}";

    private static Snapshot Reimported(RunState state) => SnapshotReader.Read(Text(state));

    private static string Text(RunState state) =>
        new SnapshotManager().Export(new Snapshot(state, new SnapshotHeader("1.1.0", DateTimeOffset.UnixEpoch, "i", 1, null, null)), compress: true);

    /// <summary>Returns the export without any type notes.</summary>
    private static JsonValue Untyped(RunState state)
    {
        var document = JsonValue.FromJson(Text(state)).Without("valueTypes");
        using var output = new Utf8Output();
        var first = true;
        output.Json("{"u8);
        foreach (var field in JsonScan.Members(document.Slice))
        {
            var values = new JsonValue(field.Value);
            output.Name(field.Name, ref first);
            if (field.Name == "stepResults") output.Json(Encoding.UTF8.GetBytes($"{{{string.Join(',', JsonEquality.MembersOf(field.Value).Select(step => $"{JsonValue.From(step.Key)}:{new JsonValue(step.Value).Without("valueTypes")}"))}}}"));
            else if (field.Name is "logs" or "events") output.Json(Encoding.UTF8.GetBytes($"[{string.Join(',', values.Items().Select(entry => entry.Without("valueTypes")))}]"));
            else output.Json(field.Value.Span);
        }
        output.Json("}"u8);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    /// <summary>Returns the text of a value without type notes, which changes store separately.</summary>
    private static string Plain(JsonValue value) =>
        value.Kind == JsonKind.Object ? StateEntry.ToValue(value.Slice).ToString() : value.ToString();

    private static JsonValue At(JsonValue value, string pointer)
    {
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var name = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (value.Kind == JsonKind.Object)
            {
                value = value.GetMember(name)!;
                continue;
            }
            var items = JsonScan.Items(value.Slice);
            for (var i = int.Parse(name, System.Globalization.CultureInfo.InvariantCulture); i >= 0; i--) Assert.True(items.MoveNext());
            value = new JsonValue(items.Current);
        }
        return value;
    }
}
