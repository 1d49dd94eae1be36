using System.Collections;
using CsCheck;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>Properties of a restore into an object: a capture of the object equals the snapshot, for any state and any type of object.</summary>
public sealed class RestoreIntoObjectProperties : EngineTest
{
    private static readonly Gen<string> Name = Gen.OneOf("build", "push", "Build", "a/b~c", "10", "é", "__proto__");

    private static readonly Gen<Hashtable> Change = Gen.OneOf(
        Of("Status", Gen.OneOf<object?>("Running", "Paused", "Failed", "Completed")),
        Step("Output", GenerateValues.Value),
        Step("StepError", GenerateValues.Text.Select(text => (object?)text)),
        Step("SuspendedPath", Gen.Int[0, 9].Array[1, 3].Select(path => (object?)path)),
        Gen.Select(Name, GenerateValues.Value, (name, value) => new Hashtable { ["Context"] = new Hashtable { [name] = value } }),
        Of("Result", GenerateValues.Value),
        Of("RunError", GenerateValues.Text.Select(text => (object?)text)),
        Of("ExecutionPath", Gen.Int[0, 9].Array[1, 3].Select(path => (object?)path)),
        Of("Log", GenerateValues.Text.Select(text => (object?)(text + "."))));

    public RestoreIntoObjectProperties() => InvokeWithoutOutput("""
        $manager = New-RunSnapshotManager
        class RunObject { [string]$RunId; [string]$WorkflowId; [object]$Status = 'Initial'; [object]$Input; [object]$StepResults; [object]$ExecutionPath
            [hashtable]$SuspendedPaths; [object[]]$Events; [object]$Result; [object]$Error; [System.Collections.ArrayList]$Logs; [object]$ExecutionContext }
        function New-RunObject($shape) {
            $ids = [ordered]@{ RunId = $id; WorkflowId = 'w' }
            switch ($shape) {
                0 { return @{ runId = $id; workflowId = 'w' } }
                1 { return $ids }
                2 { return [hashtable]::Synchronized(@{ RunId = $id; WorkflowId = 'w'; StepResults = [hashtable]::Synchronized(@{}) }) }
                3 { return [pscustomobject]$ids }
                4 { return [pscustomobject]@{ runid = $id; workflowid = 'w'; stepresults = [pscustomobject]@{}; logs = [System.Collections.Generic.List[object]]::new() } }
                5 { $map = [System.Collections.Generic.Dictionary[string, object]]::new(); $map.RunId = $id; $map.WorkflowId = 'w'; return $map }
                default { return [RunObject]$ids }
            }
        }
        function Make($run, $changes) { foreach ($change in $changes) { Set-WorkflowRun $run @change -ErrorAction Stop } }
        function Try-All {
            $run = New-WorkflowRun w $id -InputData $box.Input
            Make $run $box.Before; $first = New-RunSnapshot $run -Manager $manager
            Make $run $box.After; $second = New-RunSnapshot $run -Manager $manager
            $object = New-RunObject $box.Shape
            foreach ($snapshot in $second, $first, $second) {
                Restore-RunSnapshot $snapshot $object -Manager $manager -ErrorAction Stop
                Compare-RunSnapshot $snapshot (New-RunSnapshot $object -Manager $manager) | ForEach-Object ToString
            }
            Undo-RunSnapshotRestore $object -Manager $manager -ErrorAction Stop
            Compare-RunSnapshot $first (New-RunSnapshot $object -Manager $manager) | ForEach-Object { "after the undo: $_" }
        }
        """);

    [Fact]
    public void A_capture_of_the_restored_object_equals_the_snapshot() =>
        Gen.Select(GenerateValues.Value, Change.Array[0, 6], Change.Array[0, 6], Gen.Int[0, 6]).Sample(
            (input, before, after, shape) =>
            {
                Set("box", new Box(input, before, after, shape));
                Assert.Empty(InvokeAsText("Try-All"));
            },
            iter: 200, threads: 1, print: given => $"shape {given.Item4}, {given.Item2.Length} and {given.Item3.Length} changes");

    private static Gen<Hashtable> Of(string parameter, Gen<object?> value) => value.Select(given => new Hashtable { [parameter] = given });

    private static Gen<Hashtable> Step(string parameter, Gen<object?> value) =>
        Gen.Select(Name, value, (name, given) => new Hashtable { ["StepId"] = name, [parameter] = given });

    /// <summary>Passes values to a script as one object, because the pipeline would unroll collections.</summary>
    public sealed record Box(object? Input, Hashtable[] Before, Hashtable[] After, int Shape);
}
