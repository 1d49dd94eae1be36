using System.Globalization;
using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>A path in the execution graph: the index at each level, starting at the outermost.</summary>
public sealed class StepPath : ReadOnlyListBase<int>, IEquatable<StepPath>
{
    private readonly int[] _indexes;

    /// <summary>Creates a path.</summary>
    /// <param name="indexes">The index at each level.</param>
    public StepPath(params IEnumerable<int> indexes)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        _indexes = [.. indexes];
    }

    private StepPath(int[] indexes, bool owned)
    {
        _ = owned;
        _indexes = indexes;
    }

    /// <summary>The empty path.</summary>
    public static StepPath Empty { get; } = new();

    /// <inheritdoc/>
    public override int Count => _indexes.Length;

    /// <inheritdoc/>
    public override int this[int index] => _indexes[index];

    /// <inheritdoc/>
    public override IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_indexes).GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(StepPath? other) => other is not null && _indexes.AsSpan().SequenceEqual(other._indexes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as StepPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var index in _indexes) hash.Add(index);
        return hash.ToHashCode();
    }

    /// <summary>Returns the indexes, separated by slashes.</summary>
    /// <returns>Text such as <c>2/0</c>.</returns>
    public override string ToString() => string.Join('/', _indexes);

    /// <summary>Creates a path from a valid JSON array of integers.</summary>
    internal static StepPath Read(JsonSlice json)
    {
        var indexes = new List<int>();
        foreach (var item in JsonScan.Items(json))
            indexes.Add(int.Parse(item.Span, CultureInfo.InvariantCulture));
        return indexes.Count == 0 ? Empty : new StepPath(indexes);
    }

    /// <summary>Returns the path of the child at an index.</summary>
    internal StepPath Then(int index)
    {
        var indexes = new int[_indexes.Length + 1];
        _indexes.CopyTo(indexes, 0);
        indexes[^1] = index;
        return new StepPath(indexes, owned: true);
    }

    internal JsonValue ToJson()
    {
        using var output = new Utf8Output();
        WriteTo(output);
        return new JsonValue(JsonSlice.Of(output.Written));
    }

    internal void WriteTo(Utf8Output output)
    {
        output.Json("["u8);
        var first = true;
        foreach (var index in _indexes)
        {
            output.Separator(ref first);
            output.Number(index);
        }
        output.Json("]"u8);
    }
}
