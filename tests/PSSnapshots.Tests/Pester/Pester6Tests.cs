using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Pester;

/// <summary>Runs the tests of the cmdlets in <c>tests/Pester</c> with Pester 6.</summary>
public sealed class Pester6Tests
{
    public static Task<IReadOnlyCollection<ITheoryDataRow>> Tests() => PesterSuite.RunAsync(PowerShellPackages.Pester6);

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Tests))]
    public void Test_passes(PesterTest test) => test.Report();
}
