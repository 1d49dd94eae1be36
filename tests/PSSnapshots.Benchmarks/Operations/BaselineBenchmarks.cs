using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Baselines.Model;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>What the framework itself takes: the yardsticks of all other benchmarks.</summary>
[MemoryDiagnoser]
public class BaselineBenchmarks
{
    private byte[] _compact = [];
    private byte[] _indented = [];
    private SnapshotModel? _model;
    private JsonDocument? _document;
    private ArrayBufferWriter<byte>? _output;

    /// <summary>The size of the state.</summary>
    [Params(StateSize.Medium, StateSize.Large)]
    public StateSize Size { get; set; }

    /// <summary>Generates and parses the state.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        _compact = StateCache.Compact(Size);
        _indented = StateCache.Indented(Size);
        _model = GeneratedSerializer.Read(_compact);
        _document = JsonDocument.Parse(_compact);

        // The writers ask for more than they use, and escape what lies beyond the basic plane.
        _output = new ArrayBufferWriter<byte>(_indented.Length + (_indented.Length / 4));
    }

    /// <summary>Lets go of the document's rented memory.</summary>
    [GlobalCleanup]
    public void CleanUp() => _document?.Dispose();

    /// <summary>Every token of the compact JSON.</summary>
    [Benchmark]
    public int BareReaderPass() => BareReader.CountTokens(_compact);

    /// <summary>Every token of the indented JSON.</summary>
    [Benchmark]
    public int BareReaderPassOverIndented() => BareReader.CountTokens(_indented);

    /// <summary>Compact export by the generated serializer.</summary>
    [Benchmark]
    public int GeneratedSerializerExport()
    {
        _output!.ResetWrittenCount();
        GeneratedSerializer.Write(_model!, _output);
        return _output.WrittenCount;
    }

    /// <summary>Indented export by the framework's writer.</summary>
    [Benchmark]
    public int IndentedWriterExport()
    {
        _output!.ResetWrittenCount();
        IndentedWriter.Write(_document!, _output);
        return _output.WrittenCount;
    }

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        BaselineBenchmarks benchmarks = new() { Size = StateSize.Large };
        benchmarks.SetUp();
        try
        {
            Operation[] operations =
            [
                Operation.Of("bare reader pass", benchmarks.BareReaderPass),
                Operation.Of("bare reader pass, indented", benchmarks.BareReaderPassOverIndented),
                Operation.Of("generated serializer, compact", benchmarks.GeneratedSerializerExport),
                Operation.Of("Utf8JsonWriter, indented", benchmarks.IndentedWriterExport),
            ];
            IReadOnlyList<Sample> medians = measure.Interleaved(operations);
            for (int i = 0; i < operations.Length; i++)
            {
                yield return new Row
                {
                    Operation = operations[i].Name,
                    Size = benchmarks.Size.Label,
                    Median = medians[i].Time,
                    AllocatedBytes = medians[i].AllocatedBytes,
                };
            }
        }
        finally
        {
            benchmarks.CleanUp();
        }
    }
}
