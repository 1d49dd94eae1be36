using CsCheck;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Repair;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.Repair;

/// <summary>Tests what a repair keeps, for damage at each place of an export.</summary>
public class RepairProperties
{
    private static readonly DamagedExport[] Exports = [Export(compress: false), Export(compress: true)];

    public static TheoryData<bool> Forms => [false, true];

    private static DamagedExport Export(bool compress)
    {
        var store = Sample.Store();
        store.SetStatus(RunStatus.Running);
        store.EmitWorkflowEvent("Workflow started");
        store.UpdateStepResult("build", StepStatus.Completed, Json.Of("""{"n":12,"stepResults":{"x":{"status":"failed"},"y":{"status":"running"}}}"""));
        store.UpdateStepResult("ask", StepStatus.Suspended, suspendedPath: [1, 0]);
        store.UpdateStepResult("input", StepStatus.Running);
        store.EmitWorkflowEvent("Workflow suspended", metadata: Json.Of("""{"why":"日\"本"}"""));
        store.SetContext("note", Json.Of("\"é\\u0000\""));
        store.SetContext("map", Json.Of("""{"a":{"b":1}}"""));
        store.AddLog("built", Json.Of("""{"seconds":12}"""), "build");
        store.SetResult(Json.Of("""{"partial":true}"""));
        return new DamagedExport(new SnapshotManager().Export(new SnapshotManager(timeProvider: new FakeClock()).Create(store, "l"), compress));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Repair_of_a_truncated_export_keeps_every_entry_before_the_end(bool compress)
    {
        var export = Exports[compress ? 1 : 0];
        for (var length = 0; length < export.Bytes.Length; length++)
        {
            if (DamagedExport.TryRepair(export.Bytes[..length]) is not { } repair)
            {
                Assert.True(length < export.FieldAt("status").End, $"Nothing was kept of the first {length} bytes.");
                continue;
            }
            var kept = DamagedExport.Json(repair);
            Assert.Empty(export.Foreign(kept, repair, length, export.Bytes.Length));
            Assert.Empty(export.Lost(kept, length, export.Bytes.Length));
            Assert.Equal(export.EndingBefore(length).Select(pair => pair.Count), Counts(repair));
            Assert.NotEmpty(repair.Lost);
        }
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Repair_of_a_changed_byte_loses_only_the_entries_at_that_byte(bool compress)
    {
        var export = Exports[compress ? 1 : 0];
        var exceptions = new List<string>();
        for (var at = 0; at < export.Bytes.Length; at++)
        {
            foreach (var value in "\"},[ \n"u8.ToArray())
            {
                if (value == export.Bytes[at]) continue;
                var damaged = (byte[])export.Bytes.Clone();
                damaged[at] = value;
                Check(export, damaged, at, at + 1, exceptions);
            }
        }
        Assert.Empty(exceptions);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Repair_of_a_missing_byte_loses_only_the_entries_at_that_byte(bool compress)
    {
        var export = Exports[compress ? 1 : 0];
        var exceptions = new List<string>();
        for (var at = 0; at < export.Bytes.Length; at++) Check(export, [.. export.Bytes[..at], .. export.Bytes[(at + 1)..]], at, at + 1, exceptions);
        Assert.Empty(exceptions);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public void Repair_of_a_zeroed_block_loses_only_the_entries_at_that_block(bool compress)
    {
        var export = Exports[compress ? 1 : 0];
        var exceptions = new List<string>();
        foreach (var size in new[] { 3, 64, 300 })
        {
            for (var start = 0; start + size <= export.Bytes.Length; start += 3)
            {
                var damaged = (byte[])export.Bytes.Clone();
                damaged.AsSpan(start, size).Clear();
                Check(export, damaged, start, start + size, exceptions);
            }
        }
        Assert.Empty(exceptions);
    }

    [Fact]
    public void Repair_of_random_damage_returns_a_valid_snapshot() =>
        Property.Holds(Gen.Select(Gen.Int[0, 1], Gen.Select(Gen.Int[0, 1_000_000], Gen.Byte).Array[1, 12], Gen.Int[0, 1_000_000]), example =>
        {
            var (form, changes, cut) = example;
            var export = Exports[form].Bytes;
            var damaged = export[..(cut % 3 == 0 ? (cut % export.Length) + 1 : export.Length)];
            foreach (var (at, value) in changes) damaged[at % damaged.Length] = value;
            if (DamagedExport.TryRepair(damaged) is { } repair) Assert.Empty(SnapshotReader.Validate(new SnapshotManager().Export(repair.Snapshot)));
        }, times: 500);

    private static void Check(DamagedExport export, byte[] damaged, int start, int end, List<string> exceptions)
    {
        if (DamagedExport.TryRepair(damaged) is not { } repair)
        {
            exceptions.Add($"Nothing was kept with damage from {start} to {end}.");
            return;
        }
        var kept = DamagedExport.Json(repair);
        exceptions.AddRange(export.Foreign(kept, repair, start, end).Select(part => $"{part} is new with damage from {start} to {end}."));
        exceptions.AddRange(export.Lost(kept, start, end).Select(part => $"{part} is lost with damage from {start} to {end}."));
        if (repair.LostCount > 0 && start % 16 == 0) Assert.Empty(SnapshotReader.Validate(new SnapshotManager().Export(repair.Snapshot)));
    }

    private static IEnumerable<int> Counts(SnapshotRepair repair) =>
    [
        repair.StepCount, repair.Snapshot.SuspendedPaths.Count, repair.EventCount, repair.Snapshot.ExecutionGraph.Count, repair.LogCount, repair.Snapshot.ExecutionContext.Count,
    ];
}
