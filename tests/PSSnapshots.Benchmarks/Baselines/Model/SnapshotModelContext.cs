using System.Text.Json.Serialization;

namespace PSSnapshots.Benchmarks.Baselines.Model;

/// <summary>The serializer that the compiler generates for <see cref="SnapshotModel"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SnapshotModel))]
internal sealed partial class SnapshotModelContext : JsonSerializerContext;
