using System.Buffers;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using PSSnapshots.Benchmarks.Baselines;
using PSSnapshots.Benchmarks.Baselines.Model;
using PSSnapshots.Benchmarks.Measurement;
using PSSnapshots.Benchmarks.States;
using PSSnapshots.Serialization;

namespace PSSnapshots.Benchmarks.Operations;

/// <summary>Export to memory, compact and indented, of a run that was read from a file and of one that was not.</summary>
[MemoryDiagnoser]
public class ExportBenchmarks
{
    private const double SerializerLimit = 0.6;
    private const double CopyLimit = 3;
    private const double HashLimit = 1.3;
    private const double PackLimit = 1.1;
    private const int PieceLength = 64 * 1024;
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

    /// <summary>Generates the state, and reads it for the export and for the baseline.</summary>
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

    /// <summary>Returns the rented memory of the document.</summary>
    [GlobalCleanup]
    public void CleanUp() => _document?.Dispose();

    /// <summary>Compact export of a state that was read from a file.</summary>
    [Benchmark]
    public long ExportImportedCompact() => Export(_imported!, compress: true);

    /// <summary>Compact export of a state that was not read from a file.</summary>
    [Benchmark]
    public long ExportLiveCompact() => Export(_live!, compress: true);

    /// <summary>Indented export of a state that was read from a file.</summary>
    [Benchmark]
    public long ExportImportedIndented() => Export(_imported!, compress: false);

    /// <summary>Indented export of a state that was not read from a file.</summary>
    [Benchmark]
    public long ExportLiveIndented() => Export(_live!, compress: false);

    /// <summary>The rows of the quick table.</summary>
    internal static IEnumerable<Row> QuickRows(Measure measure)
    {
        foreach (StateSize size in Enum.GetValues<StateSize>())
        {
            ExportBenchmarks benchmarks = new() { Size = size };
            benchmarks.SetUp();
            try
            {
                foreach (Row row in benchmarks.Rows(measure, isMeasuredAgainstGoals: size != StateSize.Small)) yield return row;
            }
            finally
            {
                benchmarks.CleanUp();
            }
        }
    }

    private IEnumerable<Row> Rows(Measure measure, bool isMeasuredAgainstGoals)
    {
        Operation serializer = Operation.Of("generated serializer", SerializerExport);
        Operation writer = Operation.Of("Utf8JsonWriter", WriterExport);
        byte[] compact = StateCache.Compact(Size);
        yield return Row("export, compact", ExportImportedCompact, Operation.Of("copy in pieces of 64 KiB", () => Copy(compact)), Goal.RatioAtMost(CopyLimit));
        yield return Row("export, compact", ExportImportedCompact, serializer, Goal.RatioAtMost(SerializerLimit));
        yield return Row("export, indented", ExportImportedIndented, writer, Goal.RatioAtMost(IndentedLimit));

        // The state of the live run is different: its logs and events do not repeat the outputs of the steps.
        yield return Row("export, compact, live run", ExportLiveCompact, serializer, Goal.None);
        yield return Row("export, indented, live run", ExportLiveIndented, writer, Goal.None);
        yield return Row("content hash", _imported!.GetContentHash, Operation.Of("SHA-256 of the compact bytes", () => SHA256.HashData(compact)), Goal.RatioAtMost(HashLimit));
        yield return Row("export to gzip", ExportPacked, Operation.Of("GZipStream over the bytes", () => Pack(compact)), Goal.RatioAtMost(PackLimit));

        Row Row<T>(string name, Func<T> export, Operation baseline, Goal goal) =>
            measure.Compare(Size.Label, Operation.Of(name, export), baseline, isMeasuredAgainstGoals ? goal : Goal.None);
    }

    private long Copy(byte[] bytes)
    {
        using MemoryStream stream = new(_target);
        for (int start = 0; start < bytes.Length; start += PieceLength)
            stream.Write(bytes, start, Math.Min(PieceLength, bytes.Length - start));
        return stream.Position;
    }

    private long ExportPacked()
    {
        using MemoryStream stream = new(_target);
        using (GZipStream packed = new(stream, CompressionLevel.Optimal, leaveOpen: true)) SnapshotWriter.Write(_imported!, packed, compress: true);
        return stream.Position;
    }

    private long Pack(byte[] bytes)
    {
        using MemoryStream stream = new(_target);
        using (GZipStream packed = new(stream, CompressionLevel.Optimal, leaveOpen: true)) packed.Write(bytes);
        return stream.Position;
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
