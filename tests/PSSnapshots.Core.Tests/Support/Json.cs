namespace PSSnapshots.Core.Tests.Support;

internal static class Json
{
    /// <summary>A value of JSON text.</summary>
    public static JsonValue Of(string json) => JsonValue.FromJson(json);
}
