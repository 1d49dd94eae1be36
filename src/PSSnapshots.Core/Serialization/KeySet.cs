using System.Buffers;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>
/// Detects duplicate keys of an object, including keys that differ only in their escapes. The set stores positions in the
/// text in rented memory and creates no strings, so that validation allocates nothing per key.
/// </summary>
/// <param name="text">The text that contains the keys.</param>
internal ref struct KeySet(ReadOnlySpan<byte> text)
{
    private const int FirstSize = 64;

    private readonly ReadOnlySpan<byte> _text = text;

    // A hash table with linear probing. The upper half of a slot is the position of a key and the lower half its length.
    // 0 is a free slot, because no key is at the start of a document. The size is a power of two.
    private long[] _slots = [];
    private int _size;
    private int _count;

    /// <summary>Adds the key at a position, without its quotes. Returns false if the set already contains it.</summary>
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

    /// <summary>Returns the rented memory.</summary>
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
        foreach (var key in old.AsSpan(0, oldSize))
        {
            if (key == 0) continue;
            var slot = SlotOf(_text.Slice((int)(key >> 32), (int)key));
            while (_slots[slot] != 0) slot = (slot + 1) & (_size - 1);
            _slots[slot] = key;
        }
        if (oldSize > 0) ArrayPool<long>.Shared.Return(old);
    }
}
