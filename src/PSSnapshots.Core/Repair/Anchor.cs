namespace PSSnapshots.Repair;

/// <summary>A place behind damage from which a text can be read on.</summary>
/// <param name="Kind">What begins there.</param>
/// <param name="At">Where, in bytes of the text.</param>
internal readonly record struct Anchor(AnchorKind Kind, int At);

/// <summary>What begins behind damage.</summary>
internal enum AnchorKind
{
    /// <summary>Nothing that can be told for what it is.</summary>
    End,

    /// <summary>A field of the snapshot.</summary>
    Field,

    /// <summary>An entry of the collection in which the damage is.</summary>
    Entry,
}
