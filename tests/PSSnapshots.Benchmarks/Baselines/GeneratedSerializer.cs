using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PSSnapshots.Benchmarks.Baselines.Model;

namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>Export by <see cref="JsonSerializer"/> with types known at compile time, at its fastest.</summary>
/// <remarks>
/// Given a <see cref="Utf8JsonWriter"/> of its own, the serializer takes the generated fast path whatever the
/// encoder; given a stream, it would not for a state of this size. The relaxed encoder escapes the least.
/// </remarks>
internal static class GeneratedSerializer
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Reads a model from JSON.</summary>
    public static SnapshotModel Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, SnapshotModelContext.Default.SnapshotModel)
        ?? throw new JsonException("The state is null.");

    /// <summary>Writes a model as compact JSON.</summary>
    public static void Write(SnapshotModel model, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter writer = new(output, Options);
        JsonSerializer.Serialize(writer, model, SnapshotModelContext.Default.SnapshotModel);
    }
}
