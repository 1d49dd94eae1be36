using System.Globalization;
using System.Text;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

/// <summary>The time per violation must not depend on the number of violations. In quadratic time, these tests would not finish.</summary>
public class ManyViolationsTests
{
    private const int Count = 300_000;

    private const string Start = """{"version":"1.0.0","logs":[""";

    private static readonly string OneLine = Start + string.Join(',', Enumerable.Repeat("5", Count)) + "]}";

    [Fact]
    public void All_violations_in_a_long_line_are_located()
    {
        var violations = SnapshotReader.Validate(OneLine).Where(violation => violation.Rule == "type").ToList();

        Assert.Equal(Count, violations.Count);
        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"/logs/{Count - 1}"), violations[^1].Path);
        Assert.Equal(Start.Length + (2 * (Count - 1)), violations[^1].ByteOffset);
        Assert.Equal(Start.Length + (2 * (Count - 1)) + 1, violations[^1].Column);
    }

    [Fact]
    public void Offsets_of_violations_in_UTF16_are_in_bytes()
    {
        var violations = SnapshotReader.Validate(Encoding.Unicode.GetBytes(OneLine));

        Assert.Equal(2 * (Start.Length + (2 * (Count - 1))), violations[^1].ByteOffset);
    }

    [Fact]
    public void Type_notes_of_many_context_values_are_applied()
    {
        var values = Numbers().Select(i => $"\"k{i}\":\"2026-11-23\"");
        var notes = Numbers().Select(i => $"\"/executionContext/k{i}\":\"dateOnly\"");
        var json = $$"""
            {"version":"1.1.0","timestamp":1,"runId":"r","workflowId":"w","status":"RUNNING","stepResults":{},"executionPath":[],
            "suspendedPaths":{},"events":[],"executionGraph":[],"logs":[],
            "executionContext":{ {{string.Join(',', values)}} },"valueTypes":{ {{string.Join(',', notes)}} } }
            """;

        var context = SnapshotReader.Read(json).ExecutionContext;

        Assert.Equal(Count / 3, context.Count);
        Assert.Equal(new DateOnly(2026, 11, 23), context["k99999"]);
    }

    private static IEnumerable<string> Numbers() =>
        Enumerable.Range(0, Count / 3).Select(i => i.ToString(CultureInfo.InvariantCulture));
}
