using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

/// <summary>Strings that are hard to preserve: long ones, lone surrogates, control characters and noncharacters.</summary>
public class UnusualTextTests
{
    public static TheoryData<string> Texts =>
    [
        new string('x', 1 << 20),
        string.Concat(Enumerable.Repeat("é日🚀", 100_000)),
        "\uD800",
        "\uDC00\uD800",
        "a\uD800b\uDFFF",
        "\uD83D\uDE80\uD83D",
        "\0",
        "a\0b\0",
        "\u0001\u001f\u007f\u0080\u2028\u2029\uFEFF\uFFFE\uFFFF",
        "\"\\/\b\f\n\r\t",
        "",
    ];

    [Theory]
    [MemberData(nameof(Texts), DisableDiscoveryEnumeration = true)]
    public void Text_is_preserved_in_every_field_through_import_and_export(string text)
    {
        var store = new RunStore(RunState.Create(text, text, JsonValue.From(text)), new FakeClock());
        store.UpdateStepResult(text, StepStatus.Completed, JsonValue.From(text), RunError.FromMessage(text), [1]);
        store.SetContext(text, JsonValue.From(text));
        store.AddLog(text, stepId: text);
        store.EmitStepEvent(text, text);
        var snapshot = new SnapshotManager().Create(store, text);

        foreach (var compress in new[] { false, true })
        {
            var export = new SnapshotManager().Export(snapshot, compress);
            var imported = SnapshotReader.Read(export);
            var again = SnapshotReader.Read(Encoding.UTF8.GetBytes(new SnapshotManager().Export(imported, compress)));

            Assert.Equal(export, new SnapshotManager().Export(again, compress));
            Same.State(snapshot, again);
            Assert.Equal((text, text, text), (again.RunId, again.WorkflowId, again.Label));
            var step = again.StepResults[text];
            Assert.Equal((text, text, text), (step.Id, step.OutputJson?.GetString(), step.Error?.Message));
            Assert.Equal([1], again.SuspendedPaths[text]);
            Assert.Equal(text, again.State.ContextValues[text].GetString());
            Assert.Equal((text, text), (again.Logs[^1].Description, again.Logs[^1].StepId));
            Assert.Equal((text, text), (again.Events[0].Description, again.Events[0].StepId));
        }
    }

    [Fact]
    public void Lone_surrogates_are_preserved_in_every_encoding()
    {
        var escaped = TestDocument.Minimal.WithOutput("""{"\ud800":["\uDC00x"]}""").ToString();
        var raw = TestDocument.Minimal.WithOutput("{\"\uD800\":[\"\uDC00x\"]}").ToString();
        var utf16 = raw.SelectMany(unit => new[] { (byte)unit, (byte)(unit >> 8) }).ToArray();

        foreach (var snapshot in new[] { SnapshotReader.Read(escaped), SnapshotReader.Read(Encoding.UTF8.GetBytes(escaped)), SnapshotReader.Read(raw), SnapshotReader.Read(utf16) })
        {
            var again = SnapshotReader.Read(new SnapshotManager().Export(snapshot));
            var items = again.StepResults["s"].OutputJson!.GetMember("\uD800")!;
            Assert.Equal(JsonValue.FromJson("[\"\uDC00x\"]"), items);
            Same.State(SnapshotReader.Read(escaped), again);
        }
    }

    [Fact]
    public void Lone_surrogate_does_not_make_an_invalid_escape_valid()
    {
        var document = TestDocument.Minimal.WithOutput("\"\\\uD800\"").ToString();

        Assert.Equal("syntax", Assert.Single(SnapshotReader.Validate(document)).Rule);
        Assert.ThrowsAny<System.Text.Json.JsonException>(() => JsonValue.FromJson("\"\\\uD800\""));
        Assert.Equal("\\\uD800", JsonValue.FromJson("\"\\\\\uD800\"").GetString());
    }

    [Fact]
    public void Unescaped_control_character_in_a_string_is_a_syntax_violation()
    {
        foreach (var control in new[] { '\0', '\u0001', '\n', '\t', '\u001f' })
            Assert.Equal("syntax", Assert.Single(SnapshotReader.Validate(TestDocument.Minimal.WithOutput($"\"a{control}\"").Utf8())).Rule);
    }

    [Fact]
    public void Zero_bytes_around_the_document_are_a_syntax_violation()
    {
        Assert.Equal("syntax", Assert.Single(SnapshotReader.Validate([.. TestDocument.Minimal.Utf8(), 0])).Rule);
        Assert.Equal("syntax", Assert.Single(SnapshotReader.Validate([0, 0, 0, 0])).Rule);
        Assert.Equal("syntax", Assert.Single(SnapshotReader.Validate(new byte[] { 0 })).Rule);
    }
}
