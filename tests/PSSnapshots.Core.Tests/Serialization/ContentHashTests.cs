using System.Security.Cryptography;
using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Serialization;

public sealed class ContentHashTests
{
    private readonly RunStore _store = new(RunState.Create("deploy", "deploy-7"), new FakeClock());
    private readonly SnapshotManager _manager = new();

    [Fact]
    public void It_is_the_sha_256_of_the_states_compact_json()
    {
        _store.UpdateStepResult("build", StepStatus.Completed, JsonValue.FromJson("""{"image":"web:1.4.2 é"}"""));
        var snapshot = _manager.Create(_store);

        var expected = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Document(snapshot)))).ToLowerInvariant();

        Assert.Equal(expected, snapshot.GetContentHash());
    }

    [Fact]
    public void Two_snapshots_of_one_state_have_the_same_and_so_has_one_that_was_exported_and_imported()
    {
        _store.UpdateStepResult("build", StepStatus.Completed, JsonValue.From(new string('x', 200_000)));
        var first = _manager.Create(_store, "one");
        var second = _manager.Create(_store, "two");
        var imported = SnapshotReader.Read(SnapshotWriter.ToJson(first));

        Assert.Equal(first.GetContentHash(), second.GetContentHash());
        Assert.Equal(first.GetContentHash(), imported.GetContentHash());
    }

    [Fact]
    public void A_change_of_the_state_changes_it()
    {
        var before = _manager.Create(_store);
        _store.SetContext("region", JsonValue.From("eu"));

        Assert.NotEqual(before.GetContentHash(), _manager.Create(_store).GetContentHash());
    }

    /// <summary>The compact JSON of a snapshot, without the fields before the run's id.</summary>
    private static string Document(Snapshot snapshot)
    {
        var json = SnapshotWriter.ToJson(snapshot, compress: true);
        return "{" + json[json.IndexOf("\"runId\":", StringComparison.Ordinal)..];
    }
}
