using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PSSnapshots;

/// <summary>
/// The id of a snapshot, whose text is made when it is first read: most snapshots of a history go before anyone asks,
/// and the text alone takes 96 bytes. Snapshots that are called by it (as a parent, as what was restored) share it.
/// </summary>
internal sealed class SnapshotId
{
    private const int RandomBytesKept = 512;

    // 48 bits of milliseconds, 12 bits of counter.
    private static long _last;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _randomUsed;

    private readonly Guid _new;
    private string? _text;

    private SnapshotId(Guid id) => _new = id;

    private SnapshotId(string text) => _text = text;

    /// <summary>Takes over the id that a file gives; nothing where it gives none.</summary>
    public static SnapshotId? Of(string? text) => text is null ? null : new SnapshotId(text);

    /// <summary>
    /// Makes an id that is unique across machines and sorts by time: a UUID version 7 (RFC 9562, section 5.7) whose
    /// <c>rand_a</c> is a counter within the millisecond (section 6.2, method 1), so that those of one process never go
    /// back, whatever its clock does.
    /// </summary>
    public static SnapshotId Next(DateTimeOffset now)
    {
        var stamp = NextStamp(now.ToUnixTimeMilliseconds() << 12);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((stamp >> 12) << 16) | 0x7000 | (stamp & 0xFFF));
        Random8().CopyTo(bytes[8..]);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new SnapshotId(new Guid(bytes, bigEndian: true));
    }

    public override string ToString() => _text ??= _new.ToString();

    private static long NextStamp(long wanted)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(wanted, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last) return next;
        }
    }

    // One call to the system's generator costs more than a whole capture should; a thread asks for many at once.
    private static ReadOnlySpan<byte> Random8()
    {
        if (_random is null || _randomUsed == RandomBytesKept)
        {
            _random ??= new byte[RandomBytesKept];
            RandomNumberGenerator.Fill(_random);
            _randomUsed = 0;
        }
        var start = _randomUsed;
        _randomUsed += 8;
        return _random.AsSpan(start, 8);
    }
}
