namespace PSSnapshots;

/// <summary>What a secret was.</summary>
public enum SecretKind
{
    /// <summary>A SecureString.</summary>
    SecureString,

    /// <summary>A credential: a user's name with a password.</summary>
    Credential,
}
