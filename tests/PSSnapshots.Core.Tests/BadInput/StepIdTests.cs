using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

public class StepIdTests
{
    public static readonly string[] Ids = ["b", "__proto__", "constructor", "10", "2", "", "a.b/c~d", "B", "b ", "é", "e\u0301", "日本 🚀", "\"quoted\"", "toString"];

    [Fact]
    public void Step_IDs_are_case_sensitive_and_keep_their_order()
    {
        var store = Sample.Store();
        foreach (var id in Ids) store.UpdateStepResult(id, StepStatus.Suspended, JsonValue.From(id), suspendedPath: [id.Length]);

        var imported = SnapshotReader.Read(new SnapshotManager().Export(new SnapshotManager().Create(store)));

        Assert.Equal(Ids, imported.StepResults.Keys);
        Assert.Equal(Ids, imported.SuspendedPaths.Keys);
        Assert.All(Ids, id => Assert.Equal(id, imported.StepResults[id].OutputJson?.GetString()));
        Assert.All(Ids, id => Assert.Equal([id.Length], imported.SuspendedPaths[id]));
        Same.State(store.State, imported.State);
    }

    [Fact]
    public void Change_of_a_step_has_an_escaped_path_and_the_unescaped_ID()
    {
        var store = Sample.Store();
        foreach (var id in Ids) store.UpdateStepResult(id, StepStatus.Running);
        var before = store.State;
        foreach (var id in Ids) store.UpdateStepResult(id, StepStatus.Completed);

        var changes = StateComparison.Compare(before, store.State).Where(change => change.Path.StartsWith("/stepResults", StringComparison.Ordinal)).ToArray();

        Assert.Equal(Ids, changes.Select(change => change.StepId));
        Assert.Contains("/stepResults/a.b~1c~0d/status", changes.Select(change => change.Path));
        Assert.Contains("/stepResults//status", changes.Select(change => change.Path));
    }
}
