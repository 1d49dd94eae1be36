namespace PSSnapshots.Values;

/// <summary>The result of comparing two JSON texts token by token.</summary>
internal enum InOrderResult
{
    /// <summary>The texts have the same tokens in the same order, however each is spelled.</summary>
    Equal,

    /// <summary>A value differs that no other part of either text can replace.</summary>
    Different,

    /// <summary>The members may be in another order, so the values have to be compared by name.</summary>
    Unknown,
}
