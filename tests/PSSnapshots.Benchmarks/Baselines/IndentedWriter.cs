using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PSSnapshots.Benchmarks.Baselines;

/// <summary>Exports a parsed document with indentation, with the writer of .NET.</summary>
internal static class IndentedWriter
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        SkipValidation = true,
    };

    /// <summary>Writes a document with indentation.</summary>
    public static void Write(JsonDocument document, IBufferWriter<byte> output)
    {
        using Utf8JsonWriter writer = new(output, Options);
        document.WriteTo(writer);
    }
}
