using System.Numerics;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Faults;

[Trait("Fault", "11")]
public class TypePreservationTests
{
    [Fact]
    public void BigInteger_keeps_all_digits()
    {
        var big = BigInteger.Parse("-123456789012345678901234567890", System.Globalization.CultureInfo.InvariantCulture);
        var store = Sample.Store();
        store.UpdateStepResult("sum", StepStatus.Completed, JsonValue.From(big));

        Assert.Equal("-123456789012345678901234567890", Reimported(store).StepResults["sum"].OutputJson?.ToString());
    }

    [Theory]
    [InlineData(double.NaN, "\"NaN\"")]
    [InlineData(double.PositiveInfinity, "\"Infinity\"")]
    [InlineData(double.NegativeInfinity, "\"-Infinity\"")]
    public void Double_that_is_not_finite_is_a_string_with_a_type_note(double value, string json)
    {
        var store = Sample.Store();
        store.UpdateStepResult("mean", StepStatus.Completed, JsonValue.From(value));

        var output = Reimported(store).StepResults["mean"].OutputJson;

        Assert.Equal(json, output?.ToString());
        Assert.Equal(TypeNote.Double, output?.Notes?.Root);
    }

    [Fact]
    public void Type_notes_are_preserved_in_every_field_with_values()
    {
        var value = Noted("""{"at":"2025-01-02T03:04:05Z","price":1.10,"deep":[{"id":"x"}]}""", ("/at", TypeNote.DateTime), ("/price", TypeNote.Decimal), ("/deep/0/id", TypeNote.Guid));
        var store = new RunStore(RunState.Create("w", "r", value, [value]), new FakeClock());
        store.UpdateStepResult("s", StepStatus.Completed, value);
        store.SetResult(value);
        store.SetError(RunError.FromJson(value));
        store.SetContext("a/b~c", value);
        store.AddLog("l", metadata: value);
        store.EmitWorkflowEvent("e", payload: value, metadata: value);

        var imported = Reimported(store);

        Assert.Equal(value, imported.State.InputJson);
        Assert.Equal(value, imported.State.GraphEntries[0]);
        Assert.Equal(value, imported.StepResults["s"].OutputJson);
        Assert.Equal(value, imported.State.ResultJson);
        Assert.Equal(value, imported.Error?.Json);
        Assert.Equal(value, imported.State.ContextValues["a/b~c"]);
        Assert.Equal(value, imported.Logs[^1].MetadataJson);
        Assert.Equal(value, imported.Events[0].PayloadJson);
        Assert.Equal(value, imported.Events[0].MetadataJson);
        Assert.Equal(TypeNote.Guid, imported.State.InputJson?.Notes?.At("/deep/0/id"));
    }

    [Fact]
    public void Every_TypeNote_is_preserved()
    {
        var store = Sample.Store();
        foreach (var type in Enum.GetValues<TypeNote>())
            store.SetContext(type.ToString(), Noted("\"x\"", ("", type)));

        var imported = Reimported(store);

        foreach (var type in Enum.GetValues<TypeNote>())
            Assert.Equal(type, imported.State.ContextValues[type.ToString()].Notes?.Root);
    }

    private static JsonValue Noted(string json, params (string Pointer, TypeNote Type)[] notes) =>
        new(Json.Of(json).Slice, TypeNotes.Of(notes.Select(note => new KeyValuePair<string, TypeNote>(note.Pointer, note.Type))));

    private static Snapshot Reimported(RunStore store) =>
        new SnapshotManager().Import(new SnapshotManager().Export(new SnapshotManager().Create(store)));
}
