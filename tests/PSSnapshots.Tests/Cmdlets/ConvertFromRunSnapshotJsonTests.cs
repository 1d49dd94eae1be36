using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class ConvertFromRunSnapshotJsonTests : EngineTest
{
    public ConvertFromRunSnapshotJsonTests() => Do("""
        $manager = New-RunSnapshotManager; $run = New-WorkflowRun deploy $id
        $a = New-RunSnapshot $run -Manager $manager; $b = New-RunSnapshot $run -Manager $manager
        $indented = ConvertTo-RunSnapshotJson $a; $compact = ConvertTo-RunSnapshotJson $b -Compress
        """);

    [Theory]
    [InlineData("ConvertFrom-RunSnapshotJson -Json $indented", "1")]
    [InlineData("ConvertFrom-RunSnapshotJson $compact", "2")]
    [InlineData("$indented, $compact, $indented | ConvertFrom-RunSnapshotJson", "1 2 1")]
    [InlineData("$indented -split \"`n\" | ConvertFrom-RunSnapshotJson", "1")]
    [InlineData("($indented -split \"`n\") + '' + $compact | ConvertFrom-RunSnapshotJson", "1 2")]
    [InlineData("($indented -split \"`n\") + '', '' | ConvertFrom-RunSnapshotJson", "1")]
    [InlineData("'', $compact, '', ' ', $indented, '' | ConvertFrom-RunSnapshotJson", "2 1")]
    [InlineData("$compact, $compact | ConvertFrom-RunSnapshotJson", "2 2")]
    [InlineData("[char]0xFEFF + $compact | ConvertFrom-RunSnapshotJson", "2")]
    [InlineData("@() | ConvertFrom-RunSnapshotJson", "")]
    public void SnapshotsAreReadFromTextsAndFromLines(string script, string sequences) =>
        Assert.Equal(sequences, string.Join(' ', Texts($"{script} | ForEach-Object Sequence")));

    [Fact]
    public void WhatIsReadIsNotKept() =>
        Assert.Equal(["0"], Texts("ConvertFrom-RunSnapshotJson $indented | Out-Null; @(Get-RunSnapshot \"$id*\").Count"));

    [Theory]
    [InlineData("'{}'")]
    [InlineData("'5'")]
    [InlineData("'text'")]
    [InlineData("$indented.Substring(0, 40)")]
    public void ABadTextAmongManyIsOneErrorWithTheTextAsItsTarget(string bad)
    {
        ErrorRecord error = FailsAndGoesOn(
            $"$bad = {bad}; $indented, $bad, $compact | ConvertFrom-RunSnapshotJson | ForEach-Object Sequence",
            "InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand", ErrorCategory.InvalidData, "1", "2");

        Assert.Equal(Value("$bad"), error.TargetObject);
    }

    [Theory]
    [InlineData("ConvertFrom-RunSnapshotJson ''")]
    [InlineData("' ' | ConvertFrom-RunSnapshotJson")]
    public void TextWithoutADocumentIsAnError(string script) =>
        Assert.Contains("The document is empty.", Fails(
            script, "InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand", ErrorCategory.InvalidData).Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void LinesThatAreCutAreAnErrorAtTheEnd() =>
        FailsAndGoesOn(
            "$lines = $indented -split \"`n\"; $lines[0..5] | ConvertFrom-RunSnapshotJson",
            "InvalidSnapshot,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand", ErrorCategory.InvalidData);

    [Fact]
    public void NullIsNoText() =>
        Fails(
            "$null | ConvertFrom-RunSnapshotJson",
            "ParameterArgumentValidationErrorNullNotAllowed,PSSnapshots.Commands.ConvertFromRunSnapshotJsonCommand", ErrorCategory.InvalidData);
}
