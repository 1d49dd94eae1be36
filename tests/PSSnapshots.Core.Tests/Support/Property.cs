using CsCheck;

namespace PSSnapshots.Core.Tests.Support;

/// <summary>Checks properties on generated examples, which are the same in every run.</summary>
internal static class Property
{
    public static void Holds<T>(Gen<T> examples, Action<T> check, int times = 300)
    {
        var random = new PCG(1, 20250102);
        for (var i = 0; i < times; i++)
        {
            var seed = random.State;
            var example = examples.Generate(random, null, out _);
            try
            {
                check(example);
            }
            catch (Exception)
            {
                // CsCheck starts from the same seed to find and report a smaller example.
                examples.Sample(check, seed: random.ToString(seed), iter: 1000, threads: 1);
                throw;
            }
        }
    }
}
