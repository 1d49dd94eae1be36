using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using PSSnapshots.Benchmarks.Baselines.Model;

namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>Exports with the source-generated <see cref="JsonSerializer"/>, with the fastest options.</summary>
/// <remarks>
/// With a <see cref="Utf8JsonWriter"/>, the serializer uses the generated fast path for every encoder. With a stream,
/// it does not use it for a state of this size. The relaxed encoder escapes the fewest characters.
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
