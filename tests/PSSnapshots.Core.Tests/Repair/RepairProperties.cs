using System.Text;
using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Repair;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Repair;

/// <summary>What holds of a repair, wherever an export was cut or damaged.</summary>
public class RepairProperties
{
    public static TheoryData<bool> Forms => [false, true];

    private static byte[] Export(bool compress)
    {
        var store = Sample.FullStore();
        store.SetContext("note", Json.Of("\"naïve 日本 🚀 \\\" \\u0000\""));
        store.SetContext("numbers", Json.Of("[-1.5e+10,true,false,null]"));
        store.UpdateStepResult("nested", StepStatus.Completed, Json.Of("""{"stepResults":{"x":{"status":"failed"},"y":{"status":"running"}},"logs":[],"deep":[{"z":{"status":"running"}}]}"""));
        store.UpdateStepResult("last", StepStatus.Running);
        store.EmitWorkflowEvent("Workflow suspended", metadata: Json.Of("""{"why":"日本"}"""));
        return Encoding.UTF8.GetBytes(new SnapshotManager().Export(new SnapshotManager(timeProvider: new FakeClock()).Create(store, "l"), compress));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Of_an_export_cut_at_any_byte_all_that_ends_before_the_cut_is_kept(bool compress)
    {
        var export = Export(compress);
        var original = SnapshotReader.Read(export);
        var ends = EntryEnds.Of(export);

        for (var length = 0; length < export.Length; length++)
        {
            if (TryRepair(export[..length]) is not { } repair)
            {
                Assert.True(length < Encoding.UTF8.GetString(export).IndexOf("\"status\"", StringComparison.Ordinal) + 20, $"Nothing was saved of {length} bytes.");
                continue;
            }
            Assert.Equal(ends.Count("stepResults", length), repair.StepCount);
            Assert.Equal(ends.Count("events", length), repair.EventCount);
            Assert.Equal(ends.Count("logs", length), repair.LogCount);
            Assert.Equal(ends.Count("executionContext", length), repair.Snapshot.ExecutionContext.Count);
            Assert.Equal(original.StepResults.Values.Take(repair.StepCount), repair.Snapshot.StepResults.Values);
            Assert.Equal(original.Events.Take(repair.EventCount), repair.Snapshot.Events);
            Assert.Equal(original.Logs.Take(repair.LogCount), repair.Snapshot.Logs);
            Assert.NotEmpty(repair.Lost);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Of_an_export_with_a_zeroed_block_anywhere_nearly_all_entries_outside_of_it_are_kept(bool compress)
    {
        var export = Export(compress);
        var ends = EntryEnds.Of(export);
        var tally = new List<bool>();

        foreach (var size in new[] { 1, 7, 64, 512 })
        {
            for (var start = 0; start + size <= export.Length; start += size == 1 ? 5 : 37)
            {
                var damaged = (byte[])export.Clone();
                damaged.AsSpan(start, size).Clear();
                tally.Add(CheckDamaged(export, damaged, start, start + size, ends));
            }
        }
        Assert.InRange(tally.Count(kept => !kept), 0, tally.Count / 10);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Of_an_export_with_one_changed_byte_nearly_all_other_entries_are_kept(bool compress)
    {
        var export = Export(compress);
        var ends = EntryEnds.Of(export);
        var tally = new List<bool>();

        for (var at = 0; at < export.Length; at += 7)
        {
            foreach (var value in "\"\\{}], x"u8.ToArray().Append((byte)0xFF))
            {
                if (value == export[at]) continue;
                var damaged = (byte[])export.Clone();
                damaged[at] = value;
                tally.Add(CheckDamaged(export, damaged, at, at + 1, ends));
            }
        }
        Assert.InRange(tally.Count(kept => !kept), 0, tally.Count / 10);
    }

    [Fact]
    public void Of_an_export_with_any_bytes_changed_what_is_kept_is_valid_and_was_there()
    {
        var exports = new[] { Export(false), Export(true) };

        Property.Holds(Gen.Select(Gen.Int[0, 1], Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 12], Gen.Int[0, 1_000_000]), example =>
        {
            var (form, changes, cut) = example;
            var export = exports[form];
            var damaged = export[..(cut % 3 == 0 ? cut % export.Length : export.Length)];
            if (damaged.Length == 0) return;
            foreach (var (at, value) in changes) damaged[at % damaged.Length] = value;
            if (TryRepair(damaged) is not { } repair) return;
            CheckValid(repair);
            // An entry that a changed byte stands in may still be valid, as another one.
            Assert.InRange(Foreign(repair, export), 0, changes.Length);
        }, times: 500);
    }

    /// <summary>What is kept is valid and was there; gives whether no more is lost than the damage touches and what stands right beside it.</summary>
    private static bool CheckDamaged(byte[] export, byte[] damaged, int start, int end, EntryEnds ends)
    {
        var place = $"bytes {start} to {end}, {(char)damaged[start]} for {(char)export[start]}";
        var repair = TryRepair(damaged);
        if (repair is null)
        {
            // The status may be told by nothing else.
            Assert.True(end - start > 60, place);
            return true;
        }
        CheckValid(repair);
        Assert.True(Foreign(repair, export) <= 1, place);
        var original = SnapshotReader.Read(export);
        foreach (var (field, kept) in new[]
        {
            ("stepResults", repair.Snapshot.StepResults.Values.Cast<StateEntry>().ToHashSet()),
            ("events", [.. repair.Snapshot.Events]),
            ("logs", [.. repair.Snapshot.Logs]),
        })
        {
            var all = field switch
            {
                "stepResults" => original.StepResults.Values.Cast<StateEntry>().ToList(),
                "events" => [.. original.Events],
                _ => [.. original.Logs],
            };
            var lost = ends.Outside(field, start, end).Count(index => !kept.Contains(all[index]));
            // What stands right behind may be taken for the rest of what is damaged; a lost name or bracket takes its field with it.
            if (lost > (end - start == 1 ? 1 : 2)) return false;
        }
        return true;
    }

    private static SnapshotRepair? TryRepair(byte[] document)
    {
        try
        {
            return SnapshotRepairer.Repair(document);
        }
        catch (SnapshotRepairException)
        {
            return null;
        }
    }

    private static void CheckValid(SnapshotRepair repair)
    {
        var export = new SnapshotManager().Export(repair.Snapshot);
        Assert.Empty(SnapshotReader.Validate(export));
        Same.State(repair.Snapshot, SnapshotReader.Read(export));
    }

    /// <summary>How many entries of a repair are none of the original's, or stand in another order.</summary>
    private static int Foreign(SnapshotRepair repair, byte[] export)
    {
        var original = SnapshotReader.Read(export);
        return Missing(original.StepResults.Values, repair.Snapshot.StepResults.Values) + Missing(original.Events, repair.Snapshot.Events) + Missing(original.Logs, repair.Snapshot.Logs);

        static int Missing<T>(IEnumerable<T> all, IEnumerable<T> kept)
            where T : StateEntry
        {
            var rest = new Queue<T>(all);
            var foreign = 0;
            foreach (var entry in kept)
            {
                var before = rest.ToList();
                while (rest.Count > 0 && !Same(rest.Peek(), entry)) rest.Dequeue();
                if (rest.Count > 0)
                {
                    rest.Dequeue();
                    continue;
                }
                foreign++;
                rest = new Queue<T>(before);
            }
            return foreign;
        }

        static bool Same(StateEntry one, StateEntry other) => one.Equals(other) && (one as StepResult)?.Id == (other as StepResult)?.Id;
    }
}
