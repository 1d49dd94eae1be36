using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Pester;

/// <summary>Runs the tests of the cmdlets in <c>tests/Pester</c> with Pester 5.</summary>
public sealed class Pester5Tests
{
    public static Task<IReadOnlyCollection<ITheoryDataRow>> Tests() => PesterSuite.RunAsync(PowerShellPackages.Pester5);

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Tests))]
    public void Test_passes(PesterTest test) => test.Report();
}
