namespace PSSnapshots.Values;

/// <summary>The result of comparing two JSON texts token by token.</summary>
internal enum InOrderResult
{
    /// <summary>The texts have equal tokens in the same order.</summary>
    Equal,

    /// <summary>The texts have different values at the same path.</summary>
    Different,

    /// <summary>The members may be in another order and must be compared by name.</summary>
    Unknown,
}
