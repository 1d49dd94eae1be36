using PSSnapshots.Values;

namespace PSSnapshots.Collections;

/// <summary>What an <see cref="EntryList{T}"/> must know of its entries.</summary>
/// <typeparam name="T">The entries' type.</typeparam>
public interface IStateEntry<T>
{
    /// <summary>What one entry is called in a sentence.</summary>
    internal static abstract string Noun { get; }

    /// <summary>Takes an entry over from valid compact JSON.</summary>
    internal static abstract T Read(JsonSlice json);
}
