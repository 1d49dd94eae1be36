using System.Management.Automation;
using CsCheck;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Fidelity;

/// <summary>Properties of the round trip of values through captures and exports.</summary>
public sealed class FidelityProperties : EngineTest
{
    public FidelityProperties() => InvokeWithoutOutput("""
        $run = New-WorkflowRun w $id; $manager = New-RunSnapshotManager
        function Back {
            Set-WorkflowRun $run -StepId s -Output $box.Value -ErrorAction Stop
            $snapshot = New-RunSnapshot $run -Manager $manager
            $import = $snapshot | ConvertTo-RunSnapshotJson -Compress:$box.Compress | ConvertFrom-RunSnapshotJson
            $box.Captured = $snapshot.StepResults['s'].Output
            $box.Imported = $import.StepResults['s'].Output
            $box.Differences = @(Compare-RunSnapshot $snapshot $import).Count
        }
        """);

    [Fact]
    public void A_value_that_is_captured_exported_and_imported_keeps_its_content_and_types() =>
        Gen.Select(GenerateValues.Value, Gen.Bool).Sample(
            (value, compress) =>
            {
                Box box = new() { Value = value, Compress = compress };
                Set("box", box);
                InvokeWithoutOutput("Back");
                SameValue.Check(value, box.Captured);
                SameValue.Check(value, box.Imported);
                Assert.Equal(0, box.Differences);
            },
            iter: 500, threads: 1);

    /// <summary>Passes a value to a script as one object, because the pipeline would unroll collections.</summary>
    public sealed class Box
    {
        public object? Value { get; set; }

        public bool Compress { get; set; }

        public object? Captured { get; set; }

        public object? Imported { get; set; }

        public int Differences { get; set; } = -1;
    }
}
