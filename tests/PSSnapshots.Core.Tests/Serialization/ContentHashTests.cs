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
    public void Hash_is_the_SHA_256_of_the_compact_JSON_of_the_state()
    {
        _store.UpdateStepResult("build", StepStatus.Completed, JsonValue.FromJson("""{"image":"web:1.4.2 é"}"""));
        var snapshot = _manager.Create(_store);

        var expected = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Document(snapshot)))).ToLowerInvariant();

        Assert.Equal(expected, snapshot.GetContentHash());
    }

    [Fact]
    public void Hash_is_the_same_for_snapshots_of_one_state_and_after_export_and_import()
    {
        _store.UpdateStepResult("build", StepStatus.Completed, JsonValue.From(new string('x', 200_000)));
        var first = _manager.Create(_store, "one");
        var second = _manager.Create(_store, "two");
        var imported = SnapshotReader.Read(SnapshotWriter.ToJson(first));

        Assert.Equal(first.GetContentHash(), second.GetContentHash());
        Assert.Equal(first.GetContentHash(), imported.GetContentHash());
    }

    [Fact]
    public void Hash_changes_with_the_state()
    {
        var before = _manager.Create(_store);
        _store.SetContext("region", JsonValue.From("eu"));

        Assert.NotEqual(before.GetContentHash(), _manager.Create(_store).GetContentHash());
    }

    /// <summary>Returns the compact JSON of a snapshot without the fields before the run ID.</summary>
    private static string Document(Snapshot snapshot)
    {
        var json = SnapshotWriter.ToJson(snapshot, compress: true);
        return "{" + json[json.IndexOf("\"runId\":", StringComparison.Ordinal)..];
    }
}
