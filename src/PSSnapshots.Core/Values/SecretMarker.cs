using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Replaces a secret in a run or a snapshot. The value of the secret is never stored, so that only this marker is
/// returned when the run is read or restored.
/// </summary>
/// <param name="Kind">The type of the secret.</param>
/// <param name="UserName">The user name of a credential; otherwise, <see langword="null"/>.</param>
public sealed record SecretMarker(SecretKind Kind, string? UserName = null)
{
    /// <summary>Returns the type of the secret and the user name, if there is one.</summary>
    /// <returns>For example, <c>(a secret: Credential of anna)</c>.</returns>
    public override string ToString() => string.IsNullOrEmpty(UserName) ? $"(a secret: {Kind})" : $"(a secret: {Kind} of {VisibleText.Of(UserName)})";

    /// <summary>Writes the marker as a JSON object. The caller adds the note <see cref="TypeNote.Secret"/>.</summary>
    internal void Write(Utf8Output output)
    {
        output.Json("{\"kind\":"u8);
        output.Text(Kind.ToString());
        if (UserName is not null)
        {
            output.Json(",\"userName\":"u8);
            output.Text(UserName);
        }
        output.Json("}"u8);
    }

    /// <summary>Reads a marker from the members of an object. Returns <see langword="null"/> if they are not those of a marker.</summary>
    internal static SecretMarker? Read(IReadOnlyList<KeyValuePair<string, object?>> members)
    {
        SecretKind? kind = null;
        string? user = null;
        foreach (var (name, value) in members)
        {
            if (name == "kind" && value is string text && Enum.TryParse<SecretKind>(text, out var known) && known.ToString() == text) kind = known;
            else if (name == "userName" && value is null or string) user = (string?)value;
            else return null;
        }
        return kind is { } found ? new SecretMarker(found, user) : null;
    }
}
