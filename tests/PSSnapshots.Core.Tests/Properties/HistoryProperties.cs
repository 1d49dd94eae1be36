using CsCheck;
using PSSnapshots.Core.Tests.Support;

namespace PSSnapshots.Core.Tests.Properties;

public class HistoryProperties
{
    private static readonly string[] RunIds = ["a", "b"];

    private enum Kind
    {
        Create,
        CreateAgain,
        AddForeign,
        AddKept,
        AddRemoved,
        Remove,
        Clear,
        ClearAll,
        Trim,
    }

    private static readonly Gen<(Kind Kind, string RunId, int Number)[]> Steps =
        Gen.Select(Gen.Enum<Kind>(), Gen.OneOf(RunIds), Gen.Int[0, 12]).Array[1, 60];

    [Fact]
    public void Manager_matches_a_simple_model() => Property.Holds(Steps, steps =>
    {
        var manager = new SnapshotManager(4, new FakeClock());
        var model = RunIds.ToDictionary(runId => runId, _ => new Model());
        var bound = 4;
        foreach (var (kind, runId, number) in steps)
        {
            var run = model[runId];
            switch (kind)
            {
                case Kind.Create or Kind.CreateAgain:
                    var created = manager.Create(Sample.Store(runId));
                    Assert.Equal(run.Next, created.Sequence);
                    Assert.Equal(run.Kept.LastOrDefault()?.Id, created.ParentId);
                    run.Add(created, bound);
                    break;
                case Kind.AddForeign:
                    var foreign = new Snapshot(Sample.Store(runId).State, DateTimeOffset.UnixEpoch, number, null, null);
                    run.Add(Added(foreign, run), bound);
                    break;
                case Kind.AddKept when run.Kept.Count > 0:
                    var kept = run.Kept[number % run.Kept.Count];
                    Assert.Same(kept, manager.Add(kept));
                    break;
                case Kind.AddRemoved when run.Gone.Count > 0:
                    var back = run.Gone[number % run.Gone.Count];
                    run.Gone.Remove(back);
                    run.Add(Added(back, run), bound);
                    break;
                case Kind.Remove when run.Kept.Count > 0:
                    var removed = run.Kept[number % run.Kept.Count];
                    Assert.True(manager.Remove(removed));
                    Assert.False(manager.Remove(removed));
                    run.Kept.Remove(removed);
                    run.Gone.Add(removed);
                    break;
                case Kind.Clear:
                    Assert.Equal(run.Kept.Count, manager.Clear(runId));
                    run.Kept.Clear();
                    break;
                case Kind.ClearAll when number == 0:
                    Assert.Equal(model.Values.Sum(one => one.Kept.Count), manager.ClearAll());
                    foreach (var id in RunIds) model[id] = new Model();
                    break;
                case Kind.Trim:
                    manager.MaxSnapshots = bound = 1 + (number / 2);
                    foreach (var one in model.Values) one.Trim(bound, keep: null);
                    break;
            }
            CheckAll();
        }

        Snapshot Added(Snapshot snapshot, Model run)
        {
            var taken = run.Kept.Select(one => one.Sequence).ToHashSet();
            var added = manager.Add(snapshot);
            Assert.Equal(snapshot.Sequence > 0 && !taken.Contains(snapshot.Sequence) ? snapshot.Sequence : run.Next, added.Sequence);
            Assert.Equal(snapshot.Id, added.Id);
            return added;
        }

        void CheckAll()
        {
            Assert.Equal(model.Values.Sum(run => run.Kept.Count), manager.Count);
            foreach (var (runId, run) in model)
            {
                Assert.Equal(run.Kept, manager.GetAll(runId));
                Assert.Same(run.Kept.LastOrDefault(), manager.GetLatest(runId));
                Assert.True(run.Kept.Count <= bound);
                Assert.Equal(run.Kept.Select(one => one.Sequence).Distinct().Order(), run.Kept.Select(one => one.Sequence));
                Assert.All(run.Kept, one => Assert.Same(one, manager.Get(runId, one.Sequence)));
                Assert.Null(manager.Get(runId, run.Next));
            }
        }
    });

    private sealed class Model
    {
        public List<Snapshot> Kept { get; } = [];

        public List<Snapshot> Gone { get; } = [];

        public int Next { get; private set; } = 1;

        public void Add(Snapshot snapshot, int bound)
        {
            Kept.Add(snapshot);
            Kept.Sort((one, other) => one.Sequence.CompareTo(other.Sequence));
            Next = Math.Max(Next, snapshot.Sequence + 1);
            Trim(bound, snapshot);
        }

        public void Trim(int bound, Snapshot? keep)
        {
            while (Kept.Count > bound)
            {
                var oldest = Kept.First(snapshot => snapshot != keep);
                Kept.Remove(oldest);
                Gone.Add(oldest);
            }
        }
    }
}
