using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault23ImportDoesNotRegister : EngineTest
{
    public Fault23ImportDoesNotRegister() =>
        Do("$manager = New-RunSnapshotManager; New-WorkflowRun w $id | New-RunSnapshot -Manager $manager | Export-RunSnapshot a.json");

    [Fact]
    public void WhatIsImportedIsFound() => Assert.Equal(["1"], Texts("Import-RunSnapshot a.json | Out-Null; @(Get-RunSnapshot $id).Count"));

    [Fact]
    public void ASwitchLeavesItOut() => Assert.Equal(["0"], Texts("Import-RunSnapshot a.json -NoRegister | Out-Null; @(Get-RunSnapshot \"$id*\").Count"));
}
