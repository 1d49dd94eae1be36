using System.Buffers;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Notices when an object's key comes a second time, also where it is written with other escapes. It keeps places of
/// the text in rented memory and makes no strings, so that validation allocates nothing for a key.
/// </summary>
/// <param name="text">The text in which the keys stand.</param>
internal ref struct KeySet(ReadOnlySpan<byte> text)
{
    private const int FirstSize = 64;

    private readonly ReadOnlySpan<byte> _text = text;

    // A hash table with linear probing: start and length of a key in the upper and the lower half; 0 is free, since
    // no key stands at the start of a document. Its size is a power of two.
    private long[] _slots = [];
    private int _size;
    private int _count;

    /// <summary>Adds a key, given where it stands between its quotes; false where it is there already.</summary>
    public bool Add(int start, int length)
    {
        if (_count >= _size / 2) Grow();
        var key = _text.Slice(start, length);
        var slot = SlotOf(key);
        for (; _slots[slot] != 0; slot = (slot + 1) & (_size - 1))
            if (JsonText.TextEquals(KeyAt(slot), key)) return false;
        _slots[slot] = ((long)start << 32) | (uint)length;
        _count++;
        return true;
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_size > 0) ArrayPool<long>.Shared.Return(_slots);
        _slots = [];
        _size = 0;
    }

    private readonly ReadOnlySpan<byte> KeyAt(int slot) => _text.Slice((int)(_slots[slot] >> 32), (int)_slots[slot]);

    private readonly int SlotOf(ReadOnlySpan<byte> key)
    {
        var hash = new HashCode();
        if (key.Contains((byte)'\\')) hash.AddBytes(System.Text.Encoding.UTF8.GetBytes(JsonText.Unescape(key)));
        else hash.AddBytes(key);
        return hash.ToHashCode() & (_size - 1);
    }

    private void Grow()
    {
        var old = _slots;
        var oldSize = _size;
        _size = Math.Max(FirstSize, oldSize * 4);
        _slots = ArrayPool<long>.Shared.Rent(_size);
        _slots.AsSpan(0, _size).Clear();
        foreach (var place in old.AsSpan(0, oldSize))
        {
            if (place == 0) continue;
            var slot = SlotOf(_text.Slice((int)(place >> 32), (int)place));
            while (_slots[slot] != 0) slot = (slot + 1) & (_size - 1);
            _slots[slot] = place;
        }
        if (oldSize > 0) ArrayPool<long>.Shared.Return(old);
    }
}
