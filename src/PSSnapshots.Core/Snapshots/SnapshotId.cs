using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PSSnapshots;

/// <summary>
/// Makes ids that are unique across machines and sort by time: UUID version 7 (RFC 9562, section 5.7) whose
/// <c>rand_a</c> is a counter within the millisecond (section 6.2, method 1), so that those of one process never go
/// back, whatever its clock does.
/// </summary>
internal static class SnapshotId
{
    private const int RandomBytesKept = 512;

    // 48 bits of milliseconds, 12 bits of counter.
    private static long _last;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _randomUsed;

    public static Guid Next(DateTimeOffset now)
    {
        var stamp = NextStamp(now.ToUnixTimeMilliseconds() << 12);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((stamp >> 12) << 16) | 0x7000 | (stamp & 0xFFF));
        Random8().CopyTo(bytes[8..]);
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

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
