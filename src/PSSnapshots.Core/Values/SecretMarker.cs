using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Stands where a secret was. A secret's value never enters a run or a snapshot: this is all that does, and all that
/// comes back.
/// </summary>
/// <param name="Kind">What the secret was.</param>
/// <param name="UserName">The user's name of a credential.</param>
public sealed record SecretMarker(SecretKind Kind, string? UserName = null)
{
    /// <summary>What the secret was, and whose.</summary>
    /// <returns>Such as <c>(a secret: Credential of anna)</c>.</returns>
    public override string ToString() => string.IsNullOrEmpty(UserName) ? $"(a secret: {Kind})" : $"(a secret: {Kind} of {VisibleText.Of(UserName)})";

    /// <summary>The marker as JSON; the note <see cref="TypeNote.Secret"/> belongs to it.</summary>
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

    /// <summary>The marker that an object's members make; nothing where they make none.</summary>
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
