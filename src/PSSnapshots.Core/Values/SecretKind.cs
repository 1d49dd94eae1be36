namespace PSSnapshots;

/// <summary>Specifies the type of a secret that was replaced by a <see cref="SecretMarker"/>.</summary>
public enum SecretKind
{
    /// <summary>A <see cref="System.Security.SecureString"/>.</summary>
    SecureString,

    /// <summary>A PowerShell credential (<c>PSCredential</c>): a user name and a password.</summary>
    Credential,
}
