namespace PSSnapshots.Core.Tests.Support;

internal static class Json
{
    /// <summary>Creates a value from JSON text.</summary>
    public static JsonValue Of(string json) => JsonValue.FromJson(json);
}
