using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault22AnyVersionAndNoUnknownFields : EngineTest
{
    public Fault22AnyVersionAndNoUnknownFields() => Do("$run = New-WorkflowRun w $id; $json = New-RunSnapshot $run | ConvertTo-RunSnapshotJson");

    [Theory]
    [InlineData("99.0")]
    [InlineData("2.0.0")]
    [InlineData("one")]
    public void AVersionThatIsNotKnownIsRefusedWithAReason(string version)
    {
        Do($"[System.IO.File]::WriteAllText(\"$pwd/a.json\", $json.Replace(\"1.1.0\", \"{version}\"))");

        System.Management.Automation.ErrorRecord error = Engine.SingleError("Import-RunSnapshot a.json");

        Assert.Equal("InvalidSnapshotFile,PSSnapshots.Commands.ImportRunSnapshotCommand", error.FullyQualifiedErrorId);
        Assert.Contains($"Version \u0027{version}\u0027 cannot be read here", error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownFieldsAreKept() =>
        Assert.Equal(["True", "True"], Texts("""
            $more = $json -replace "^\{", "{`"fromTheFuture`": {`"a`": [1, 2.50]},"
            $back = ConvertFrom-RunSnapshotJson $more; $again = ConvertTo-RunSnapshotJson $back -Compress
            $again.Contains("`"fromTheFuture`":{`"a`":[1,2.50]}"); $back.State.ExtensionData["fromTheFuture"].a[0] -eq 1
            """));
}
