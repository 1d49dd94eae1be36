using System.Management.Automation;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

public sealed class ConvertToRunSnapshotJsonTests : EngineTest
{
    public ConvertToRunSnapshotJsonTests() => Do("$run = New-WorkflowRun deploy $id; Set-WorkflowRun $run -Log 'é 日本 🚀 \"quoted\"'; $a = New-RunSnapshot $run");

    [Fact]
    public void TextIsIndentedByTwo() =>
        Assert.StartsWith("{\n  \"version\": \"1.1.0\",\n", (string)Value("ConvertTo-RunSnapshotJson -Snapshot $a")!, StringComparison.Ordinal);

    [Fact]
    public void CompressedItIsOneLineWithoutBlanks() =>
        Assert.StartsWith("{\"version\":\"1.1.0\",", (string)Value("ConvertTo-RunSnapshotJson $a -Compress")!, StringComparison.Ordinal);

    [Fact]
    public void TextIsEscapedOnlyWhereJsonDemandsIt() =>
        Assert.Contains("\"description\":\"é 日本 🚀 \\\"quoted\\\"\"", (string)Value("ConvertTo-RunSnapshotJson $a -Compress")!, StringComparison.Ordinal);

    [Fact]
    public void EachSnapshotOfThePipelineIsOneText() => Assert.Equal(["3"], Texts("@($a, $a, $a | ConvertTo-RunSnapshotJson).Count"));

    [Fact]
    public void AForeignObjectAmongManyIsOneError() =>
        FailsAndGoesOn(
            "@($a, 5, $a | ConvertTo-RunSnapshotJson).Count",
            "InputObjectNotBound,PSSnapshots.Commands.ConvertToRunSnapshotJsonCommand", ErrorCategory.InvalidArgument, "2");

    [Fact]
    public void NullIsNoSnapshot() =>
        Fails(
            "ConvertTo-RunSnapshotJson $null",
            "ParameterArgumentValidationErrorNullNotAllowed,PSSnapshots.Commands.ConvertToRunSnapshotJsonCommand", ErrorCategory.InvalidData);
}
