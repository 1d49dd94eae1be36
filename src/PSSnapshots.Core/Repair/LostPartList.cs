using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>The parts of a damaged export that were lost, in document order.</summary>
public sealed class LostPartList : ReadOnlyListBase<LostPart>
{
    private readonly IReadOnlyList<LostPart> _parts;

    internal LostPartList(IReadOnlyList<LostPart> parts) => _parts = parts;

    /// <inheritdoc/>
    public override int Count => _parts.Count;

    /// <inheritdoc/>
    public override LostPart this[int index] => _parts[index];

    /// <inheritdoc/>
    public override IEnumerator<LostPart> GetEnumerator() => _parts.GetEnumerator();

    /// <summary>Returns the number of parts as text.</summary>
    /// <returns>Text such as <c>2 lost parts</c>.</returns>
    public override string ToString() => Count == 1 ? "1 lost part" : $"{Count} lost parts";
}
