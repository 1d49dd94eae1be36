using System.Buffers.Binary;
using System.Security.Cryptography;

namespace PSSnapshots;

/// <summary>
/// The ID of a snapshot. The text is created when it is first read, because it takes 96 bytes and the IDs of most snapshots
/// are never read. Snapshots that refer to this one, for example as their parent, share the instance.
/// </summary>
internal sealed class SnapshotId
{
    private const int RandomBufferSize = 512;

    // The last timestamp: 48 bits of milliseconds and a 12-bit counter.
    private static long _last;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _randomUsed;

    private readonly Guid _new;
    private string? _text;

    private SnapshotId(Guid id) => _new = id;

    private SnapshotId(string text) => _text = text;

    /// <summary>Creates an ID from text, or returns <see langword="null"/> if there is no text.</summary>
    public static SnapshotId? Of(string? text) => text is null ? null : new SnapshotId(text);

    /// <summary>
    /// Creates a unique ID that sorts by time: a UUID version 7 (RFC 9562, section 5.7). The field <c>rand_a</c> is a counter
    /// within the millisecond (section 6.2, method 1), so the IDs of a process ascend even if its clock is set back.
    /// </summary>
    public static SnapshotId Next(DateTimeOffset now)
    {
        var stamp = NextStamp(now.ToUnixTimeMilliseconds() << 12);
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ((stamp >> 12) << 16) | 0x7000 | (stamp & 0xFFF));
        NextRandomBytes().CopyTo(bytes[8..]);
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

    // A call of the random generator takes longer than a capture should, so each thread fetches many bytes at once.
    private static ReadOnlySpan<byte> NextRandomBytes()
    {
        if (_random is null || _randomUsed == RandomBufferSize)
        {
            _random ??= new byte[RandomBufferSize];
            RandomNumberGenerator.Fill(_random);
            _randomUsed = 0;
        }
        var start = _randomUsed;
        _randomUsed += 8;
        return _random.AsSpan(start, 8);
    }
}
