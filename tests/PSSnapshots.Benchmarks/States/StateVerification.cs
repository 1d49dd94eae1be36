using System.Security.Cryptography;

namespace PSSnapshots.Benchmarks.States;

/// <summary>Generates all states and compares them with <see cref="StateChecksums"/>.</summary>
internal static class StateVerification
{
    private static readonly (StateSize Size, string Original, string Changed)[] Expected =
    [
        (StateSize.Small, StateChecksums.Small, StateChecksums.SmallChanged),
        (StateSize.Medium, StateChecksums.Medium, StateChecksums.MediumChanged),
        (StateSize.Large, StateChecksums.Large, StateChecksums.LargeChanged),
    ];

    /// <summary>Reports every state, and returns whether all checksums match.</summary>
    public static bool Run(TextWriter output)
    {
        bool all = true;
        foreach ((StateSize size, string original, string changed) in Expected)
        {
            GeneratedState state = StateGenerator.Generate(size);
            all &= Check(output, size.Name, state.ToJson(), original);
            all &= Check(output, $"{size.Name}-b", state.ToJson(StateChanges.Of(state)), changed);
        }

        return all;
    }

    private static bool Check(TextWriter output, string name, byte[] json, string expected)
    {
        string actual = Convert.ToHexStringLower(SHA256.HashData(json));
        bool matches = actual == expected;
        output.WriteLine($"{name,-8} {json.Length,10:N0} bytes  {actual}  {(matches ? "ok" : $"expected {expected}")}");
        return matches;
    }
}
