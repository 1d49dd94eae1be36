using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Baselines.Model;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>The costs of .NET itself, with which all other benchmarks are compared.</summary>
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

        // The writers request more than they use, and escape characters outside the Basic Multilingual Plane.
        _output = new ArrayBufferWriter<byte>(_indented.Length + (_indented.Length / 4));
    }

    /// <summary>Returns the rented memory of the document.</summary>
    [GlobalCleanup]
    public void CleanUp() => _document?.Dispose();

    /// <summary>Reads every token of the compact JSON.</summary>
    [Benchmark]
    public int BareReaderPass() => BareReader.CountTokens(_compact);

    /// <summary>Reads every token of the indented JSON.</summary>
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

    /// <summary>Indented export by the writer of .NET.</summary>
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
