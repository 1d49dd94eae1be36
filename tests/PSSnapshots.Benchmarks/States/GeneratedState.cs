using System.Globalization;
using System.Text;

namespace PSSnapshots.Benchmarks.States;

/// <summary>A generated state: its JSON in sections, from which the state and its changed variants are assembled.</summary>
public sealed class GeneratedState
{
    private readonly StateSections _sections;

    internal GeneratedState(StateSize size, long timestamp, IReadOnlyList<string> statuses, StateSections sections)
    {
        Size = size;
        Timestamp = timestamp;
        Statuses = statuses;
        _sections = sections;
    }

    /// <summary>The size of the state.</summary>
    public StateSize Size { get; }

    /// <summary>When the state was captured, in epoch milliseconds.</summary>
    public long Timestamp { get; }

    /// <summary>The status of every step.</summary>
    public IReadOnlyList<string> Statuses { get; }

    /// <summary>The id of the run.</summary>
    public string RunId => RunIdOf(Size);

    /// <summary>The id of the workflow.</summary>
    public string WorkflowId => WorkflowIdOf(Size);

    /// <summary>The id of the step at a position.</summary>
    public static string StepId(int index) => index.ToString("'step-'00000", CultureInfo.InvariantCulture);

    /// <summary>The state as compact UTF-8 JSON, after <paramref name="change"/> if it is specified.</summary>
    public byte[] ToJson(StateChange? change = null)
    {
        List<ReadOnlyMemory<byte>> pieces = [.. Pieces(change)];
        byte[] json = GC.AllocateUninitializedArray<byte>(pieces.Sum(piece => piece.Length));
        Span<byte> rest = json;
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            piece.Span.CopyTo(rest);
            rest = rest[piece.Length..];
        }

        return json;
    }

    /// <summary>Writes the state, as <see cref="ToJson"/> returns it.</summary>
    public void WriteTo(Stream stream, StateChange? change = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        foreach (ReadOnlyMemory<byte> piece in Pieces(change)) stream.Write(piece.Span);
    }

    internal static string RunIdOf(StateSize size) => $"run-{size.Name}-0001";

    internal static string WorkflowIdOf(StateSize size) => $"workflow-{size.Name}";

    private IEnumerable<ReadOnlyMemory<byte>> Pieces(StateChange? change)
    {
        yield return Utf8(
            $$"""
            {"version":"1.0.0","timestamp":{{change?.Timestamp ?? Timestamp}},"runId":"{{RunId}}","workflowId":"{{WorkflowId}}","status":"RUNNING","stepResults":
            """);
        foreach (ReadOnlyMemory<byte> piece in StepResults(change)) yield return piece;
        yield return Utf8($$""","executionPath":[{{Statuses.Count - 1}},0],"suspendedPaths":""");
        yield return _sections.SuspendedPaths;
        yield return Utf8(""","events":""");
        yield return _sections.Events;
        yield return Utf8(""","executionGraph":""");
        yield return _sections.ExecutionGraph;
        yield return Utf8(""","result":null,"error":null,"logs":""");
        foreach (ReadOnlyMemory<byte> piece in Logs(change)) yield return piece;
        yield return Utf8(""","executionContext":""");
        yield return _sections.ExecutionContext;
        yield return Utf8("}");
    }

    private IEnumerable<ReadOnlyMemory<byte>> StepResults(StateChange? change)
    {
        int written = 0;
        foreach (StepChange step in change?.Steps.OrderBy(step => step.StepIndex) ?? Enumerable.Empty<StepChange>())
        {
            Range replaced = _sections.StepResultRanges[step.StepIndex];
            yield return _sections.StepResults[written..replaced.Start.Value];
            yield return Utf8($$"""{"status":"{{step.Status}}","output":""");
            yield return step.OutputJson;
            yield return Utf8("}");
            written = replaced.End.Value;
        }

        yield return _sections.StepResults[written..];
    }

    private IEnumerable<ReadOnlyMemory<byte>> Logs(StateChange? change)
    {
        yield return _sections.Logs[..^1];
        foreach (LogAddition log in change?.Logs ?? [])
        {
            yield return Utf8(
                $$"""
                ,{"timestamp":{{log.Timestamp}},"type":"step","description":"{{log.Description}}","stepId":"{{log.StepId}}","metadata":
                """);
            yield return log.MetadataJson;
            yield return Utf8("}");
        }

        yield return _sections.Logs[^1..];
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
