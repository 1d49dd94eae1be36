using System.Reflection;

namespace PSSnapshots.Tests.Hosting;

/// <summary>The released PowerShell and Pester, which the build downloads from NuGet.</summary>
public static class PowerShellPackages
{
    /// <summary>The newest version of Pester 5.</summary>
    public static string Pester5 { get; } = Metadata("Pester5Version");

    /// <summary>The newest version of Pester 6.</summary>
    public static string Pester6 { get; } = Metadata("Pester6Version");

    /// <summary>The path of <c>pwsh.dll</c>, which <c>dotnet</c> runs.</summary>
    public static string Pwsh { get; } = Metadata("ReleasedPowerShell");

    private static string Packages => Metadata("PackageFolder");

    /// <summary>The path of Pester's manifest.</summary>
    public static string PesterManifest(string version) => Path.Combine(Packages, "pester", version, "tools", "Pester.psd1");

    private static string Metadata(string key) => typeof(PowerShellPackages).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
