using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Pester;

/// <summary>The cmdlets as users see them, with Pester 6.</summary>
public sealed class Pester6Tests
{
    public static Task<IReadOnlyCollection<ITheoryDataRow>> Tests() => PesterSuite.RunAsync(PowerShellPackages.Pester6);

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Tests))]
    public void Behaves(PesterTest test) => test.Report();
}
