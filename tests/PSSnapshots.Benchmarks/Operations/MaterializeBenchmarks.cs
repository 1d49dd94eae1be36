using System.Text.Json.Nodes;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Engine;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>The conversion of the output of a step to the objects that a script reads.</summary>
[MemoryDiagnoser]
public class MaterializeBenchmarks
{
    private const double Limit = 1;

    private JsonValue[] _outputs = [];
    private int _next;

    /// <summary>Collects the step outputs of a state that are objects.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _outputs = [.. SnapshotReader.Read(StateCache.Compact(StateSize.Medium)).StepResults.Values
            .Select(result => result.OutputJson).OfType<JsonValue>().Where(output => output.Kind == JsonKind.Object)];
    }

    /// <summary>Custom objects, arrays and scalars.</summary>
    [Benchmark]
    public object? Materialize() => _outputs[Next()].ToObject();

    /// <summary>JSON nodes whose members are not read.</summary>
    [Benchmark]
    public JsonNode? ParseNode() => JsonNode.Parse(_outputs[Next()].Utf8);

    /// <summary>JSON nodes whose members are all read.</summary>
    [Benchmark]
    public int ParseNodeAndVisit() => Visit(JsonNode.Parse(_outputs[Next()].Utf8));

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        using Pipelines engine = new();
        MaterializeBenchmarks benchmarks = new();
        benchmarks.SetUp();
        string size = $"{benchmarks._outputs.Average(output => output.Utf8.Length):0} B";
        Operation materialize = Operation.Of("materialise an output", benchmarks.Materialize);
        yield return measure.Compare(size, materialize, Operation.Of("JsonNode.Parse", benchmarks.ParseNode), Goal.RatioAtMost(Limit));
        yield return measure.Compare(size, materialize, Operation.Of("JsonNode.Parse, all read", benchmarks.ParseNodeAndVisit), Goal.None);
    }

    private static int Visit(JsonNode? node) => node switch
    {
        JsonObject members => 1 + members.Sum(member => Visit(member.Value)),
        JsonArray items => 1 + items.Sum(Visit),
        _ => 1,
    };

    private int Next() => _next = (_next + 1) % _outputs.Length;
}
