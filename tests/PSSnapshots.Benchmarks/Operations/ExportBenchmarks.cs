using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Baselines.Model;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Export to memory, compact and indented, of a run that came out of a file and of one that never was in one.</summary>
[MemoryDiagnoser]
public class ExportBenchmarks
{
    private const double CompactLimit = 0.6;
    private const double IndentedLimit = 0.8;

    private readonly SnapshotManager _manager = new();
    private Snapshot? _imported;
    private Snapshot? _live;
    private SnapshotModel? _model;
    private JsonDocument? _document;
    private byte[] _target = [];
    private ArrayBufferWriter<byte>? _buffer;

    /// <summary>The size of the state.</summary>
    [Params(StateSize.Medium, StateSize.Large)]
    public StateSize Size { get; set; }

    /// <summary>Generates the state, and reads it once for each side.</summary>
    [GlobalSetup]
    public void SetUp()
    {
        byte[] compact = StateCache.Compact(Size);
        int room = StateCache.Indented(Size).Length * 5 / 4;
        _imported = SnapshotReader.Read(compact);
        _live = _manager.Create(LiveRuns.Replay(_imported));
        _model = GeneratedSerializer.Read(compact);
        _document = JsonDocument.Parse(compact);
        _target = new byte[room];
        _buffer = new ArrayBufferWriter<byte>(room);
    }

    /// <summary>Lets go of the document's rented memory.</summary>
    [GlobalCleanup]
    public void CleanUp() => _document?.Dispose();

    /// <summary>Compact export of a state that came out of a file.</summary>
    [Benchmark]
    public long ExportImportedCompact() => Export(_imported!, compress: true);

    /// <summary>Compact export of a state that never was in a file.</summary>
    [Benchmark]
    public long ExportLiveCompact() => Export(_live!, compress: true);

    /// <summary>Indented export of a state that came out of a file.</summary>
    [Benchmark]
    public long ExportImportedIndented() => Export(_imported!, compress: false);

    /// <summary>Indented export of a state that never was in a file.</summary>
    [Benchmark]
    public long ExportLiveIndented() => Export(_live!, compress: false);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        ExportBenchmarks benchmarks = new() { Size = StateSize.Large };
        benchmarks.SetUp();
        try
        {
            Operation serializer = Operation.Of("generated serializer", benchmarks.SerializerExport);
            Operation writer = Operation.Of("Utf8JsonWriter", benchmarks.WriterExport);
            Goal compact = Goal.RatioAtMost(CompactLimit);
            Goal indented = Goal.RatioAtMost(IndentedLimit);
            yield return Row("export, compact", benchmarks.ExportImportedCompact, serializer, compact);
            yield return Row("export, indented", benchmarks.ExportImportedIndented, writer, indented);

            // The live run's state is another: its logs and events leave outputs to the steps that they tell of.
            yield return Row("export, compact, live run", benchmarks.ExportLiveCompact, serializer, Goal.None);
            yield return Row("export, indented, live run", benchmarks.ExportLiveIndented, writer, Goal.None);
        }
        finally
        {
            benchmarks.CleanUp();
        }

        Row Row(string name, Func<long> export, Operation baseline, Goal goal) =>
            measure.Compare(benchmarks.Size.Label, Operation.Of(name, export), baseline, goal);
    }

    private long Export(Snapshot snapshot, bool compress)
    {
        using MemoryStream stream = new(_target);
        SnapshotWriter.Write(snapshot, stream, compress);
        return stream.Position;
    }

    private int SerializerExport()
    {
        _buffer!.ResetWrittenCount();
        GeneratedSerializer.Write(_model!, _buffer);
        return _buffer.WrittenCount;
    }

    private int WriterExport()
    {
        _buffer!.ResetWrittenCount();
        IndentedWriter.Write(_document!, _buffer);
        return _buffer.WrittenCount;
    }
}
