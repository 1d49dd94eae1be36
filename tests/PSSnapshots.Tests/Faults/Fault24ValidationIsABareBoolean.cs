using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Faults;

public sealed class Fault24ValidationIsABareBoolean : EngineTest
{
    [Fact]
    public void EveryViolationHasItsPathAndItsRule() =>
        Assert.Equal(["/executionContext required", "/timestamp type", "/status enum", "/stepResults/a~1b/status required", "/logs/0/type enum"], Texts("""
            "{`"version`":`"1.0.0`",`"timestamp`":`"now`",`"runId`":`"r`",`"workflowId`":`"w`",`"status`":`"running`",`"stepResults`":{`"a/b`":{}}," +
            "`"executionPath`":[],`"suspendedPaths`":{},`"events`":[],`"executionGraph`":[],`"logs`":[{`"timestamp`":1,`"type`":`"x`",`"description`":`"`"}]}" |
                Test-RunSnapshot -Detailed | ForEach-Object { "$($_.Path) $($_.Rule)" }
            """));
}
