using System.Security.Cryptography;
using PSSnapshots.Values;

namespace PSSnapshots.Serialization;

/// <summary>The SHA-256 (FIPS 180-4) of a state's compact JSON, computed without the JSON ever standing in one piece.</summary>
internal static class ContentHash
{
    public static string Of(RunState state)
    {
        using var hash = SHA256.Create();
        using (var hashing = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write, leaveOpen: true))
        {
            using var output = new Utf8Output(hashing);
            var first = true;
            output.Json("{"u8);
            SnapshotWriter.WriteState(state, output, ref first);
            output.Json("}"u8);
            output.Flush();
        }
        return Convert.ToHexString(hash.Hash!).ToLowerInvariant();
    }
}
