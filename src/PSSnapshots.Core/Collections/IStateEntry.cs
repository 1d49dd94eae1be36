using PSSnapshots.Values;

namespace PSSnapshots.Collections;

/// <summary>The members that an <see cref="EntryList{T}"/> requires of its entries.</summary>
/// <typeparam name="T">The type of the entries.</typeparam>
public interface IStateEntry<T>
{
    /// <summary>The singular noun for an entry in a message.</summary>
    internal static abstract string Noun { get; }

    /// <summary>Creates an entry from valid compact JSON.</summary>
    internal static abstract T Read(JsonSlice json);
}
