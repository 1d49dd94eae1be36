using System.Text;

namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// Generates one state, step by step. The sections are written alternately, because their values come from one sequence.
/// </summary>
internal sealed class StateBuilder
{
    private const uint Seed = 42;
    private const int WorkflowEventInterval = 50;
    private const int ContextValueCount = 20;

    private readonly StateSize _size;
    private readonly RandomValues _random;
    private readonly byte[] _runId;
    private readonly byte[] _workflowId;
    private readonly string[] _statuses;
    private readonly Range[] _stepResultRanges;
    private readonly CompactJsonWriter _stepResults;
    private readonly CompactJsonWriter _suspendedPaths;
    private readonly CompactJsonWriter _events;
    private readonly CompactJsonWriter _executionGraph;
    private readonly CompactJsonWriter _logs;
    private long _time = RandomValues.Start;

    public StateBuilder(StateSize size)
    {
        int steps = size.StepCount;
        _size = size;
        _random = new RandomValues(Seed + (uint)steps);
        _runId = Encoding.UTF8.GetBytes(GeneratedState.RunIdOf(size));
        _workflowId = Encoding.UTF8.GetBytes(GeneratedState.WorkflowIdOf(size));
        _statuses = new string[steps];
        _stepResultRanges = new Range[steps];

        // Slightly more than the size of a step, so that the buffers do not grow.
        _stepResults = new CompactJsonWriter(steps * 250);
        _suspendedPaths = new CompactJsonWriter(steps * 4);
        _events = new CompactJsonWriter(steps * 840);
        _executionGraph = new CompactJsonWriter(steps * 90);
        _logs = new CompactJsonWriter(steps * 1010);
    }

    /// <summary>Generates the state. It can be called once per builder.</summary>
    public GeneratedState Build()
    {
        Begin();
        for (int index = 0; index < _statuses.Length; index++) WriteStep(index);
        End();

        StateSections sections = new()
        {
            StepResults = _stepResults.Written,
            StepResultRanges = _stepResultRanges,
            SuspendedPaths = _suspendedPaths.Written,
            Events = _events.Written,
            ExecutionGraph = _executionGraph.Written,
            Logs = _logs.Written,
            ExecutionContext = WriteContext(),
        };
        return new GeneratedState(_size, _time + 10, _statuses, sections);
    }

    private void Begin()
    {
        _stepResults.BeginObject();
        _suspendedPaths.BeginObject();
        _events.BeginArray();
        _executionGraph.BeginArray();
        _logs.BeginArray();
    }

    private void End()
    {
        _stepResults.EndObject();
        _suspendedPaths.EndObject();
        _events.EndArray();
        _executionGraph.EndArray();
        _logs.EndArray();
    }

    private void WriteStep(int index)
    {
        StepText step = new(index, DrawOutcome());
        _statuses[index] = step.Status;

        WriteStepResult(step);
        ReadOnlySpan<byte> result = _stepResults.Written.Span[_stepResultRanges[index]];

        WriteGraphEntry(step);
        WriteLogs(step, result);
        WriteEvents(step, result);
    }

    private StepOutcome DrawOutcome() => _random.Fraction() switch
    {
        < 0.85 => StepOutcome.Completed,
        < 0.90 => StepOutcome.Failed,
        < 0.95 => StepOutcome.Suspended,
        _ => StepOutcome.Running,
    };

    private void WriteStepResult(StepText step)
    {
        _stepResults.Name(step.Id);
        int start = _stepResults.Length;
        _stepResults.BeginObject();
        _stepResults.Property("status"u8, step.StatusUtf8);
        _stepResults.Name("output"u8);
        _random.WriteOutput(_stepResults, step.Index);
        if (step.Outcome == StepOutcome.Suspended)
        {
            _stepResults.Name("suspendedPath"u8);
            WritePath(_stepResults, step.Index);
            _suspendedPaths.Name(step.Id);
            WritePath(_suspendedPaths, step.Index);
        }

        _stepResults.EndObject();
        _stepResultRanges[step.Index] = start.._stepResults.Length;
    }

    private void WriteGraphEntry(StepText step)
    {
        _executionGraph.BeginObject();
        _executionGraph.Property("type"u8, "step"u8);
        _executionGraph.Name("step"u8);
        _executionGraph.BeginObject();
        _executionGraph.Property("id"u8, step.Id);
        _executionGraph.Property("description"u8, _random.Text(20));
        _executionGraph.EndObject();
        _executionGraph.EndObject();
    }

    /// <summary>A step's five logs: it runs, three entries of its own, and how it ended.</summary>
    private void WriteLogs(StepText step, ReadOnlySpan<byte> result)
    {
        BeginLog(Tick(), "step"u8, step.RunningDescription);
        EndStepLog(step, "running"u8, StepText.RunningResult);

        BeginLog(Tick(), "step"u8, _random.Text(40));
        WriteLogMetadata();
        _logs.Property("stepId"u8, step.Id);
        _logs.EndObject();

        BeginLog(Tick(), "status"u8, "Run status changed to RUNNING"u8);
        _logs.Property("status"u8, "RUNNING"u8);
        _logs.EndObject();

        BeginLog(Tick(), "step"u8, _random.Text(60));
        EndStepLog(step, "running"u8, default);

        BeginLog(Tick(), "step"u8, step.FinalDescription);
        EndStepLog(step, step.StatusUtf8, result);
    }

    private void BeginLog(long timestamp, ReadOnlySpan<byte> type, ReadOnlySpan<byte> description)
    {
        _logs.BeginObject();
        _logs.Property("timestamp"u8, timestamp);
        _logs.Property("type"u8, type);
        _logs.Property("description"u8, description);
    }

    private void EndStepLog(StepText step, ReadOnlySpan<byte> status, ReadOnlySpan<byte> result)
    {
        _logs.Property("stepStatus"u8, status);
        _logs.Property("stepId"u8, step.Id);
        if (!result.IsEmpty) _logs.RawProperty("stepResult"u8, result);
        _logs.EndObject();
    }

    private void WriteLogMetadata()
    {
        _logs.Name("metadata"u8);
        _logs.BeginObject();
        _logs.Property("attempt"u8, 1L);
        _logs.Property("worker"u8, _random.Text(6));
        _logs.Property("ms"u8, _random.Decimal(bound: 1_000, scale: 100));
        _logs.EndObject();
    }

    /// <summary>A step's two events: it runs (or, at times, the workflow does), and how it ended.</summary>
    private void WriteEvents(StepText step, ReadOnlySpan<byte> result)
    {
        if (step.Index % WorkflowEventInterval == 0)
        {
            BeginEvent("WorkflowStatusUpdate"u8, _time, "Workflow running"u8);
        }
        else
        {
            BeginEvent("StepStatusUpdate"u8, _time, step.RunningDescription);
            WriteStepPayload(step, "running"u8, StepText.RunningResult);
        }

        EndPayload();
        _events.EndObject();

        BeginEvent("StepStatusUpdate"u8, Tick(), step.FinalDescription);
        WriteStepPayload(step, step.StatusUtf8, result);
        EndPayload();
        if (_random.Chance(0.2))
        {
            _events.Name("metadata"u8);
            _events.BeginObject();
            _events.Name("executionPath"u8);
            WritePath(_events, step.Index);
            _events.EndObject();
        }

        _events.EndObject();
    }

    private void BeginEvent(ReadOnlySpan<byte> type, long timestamp, ReadOnlySpan<byte> description)
    {
        _events.BeginObject();
        _events.Property("type"u8, type);
        _events.Property("timestamp"u8, timestamp);
        _events.Property("runId"u8, _runId);
        _events.Property("workflowId"u8, _workflowId);
        _events.Property("description"u8, description);
        _events.Name("payload"u8);
        _events.BeginObject();
    }

    private void WriteStepPayload(StepText step, ReadOnlySpan<byte> status, ReadOnlySpan<byte> result)
    {
        _events.Property("stepStatus"u8, status);
        _events.RawProperty("stepResult"u8, result);
        _events.Property("stepId"u8, step.Id);
    }

    private void EndPayload()
    {
        _events.RawProperty("workflowState"u8, """{"status":"RUNNING","result":null,"error":null}"""u8);
        _events.EndObject();
    }

    private ReadOnlyMemory<byte> WriteContext()
    {
        CompactJsonWriter json = new(capacity: 2048);
        json.BeginObject();
        for (int i = 0; i < ContextValueCount; i++)
        {
            json.Name(Encoding.UTF8.GetBytes($"ctx{i}"));
            switch (i % 3)
            {
                case 0: json.Value(_random.Text(20)); break;
                case 1: json.Value((long)_random.Below(1_000_000)); break;
                default: WriteUser(json); break;
            }
        }

        json.EndObject();
        return json.Written;
    }

    private void WriteUser(CompactJsonWriter json)
    {
        json.BeginObject();
        json.Property("user"u8, _random.Text(10));
        json.Name("flags"u8);
        json.BeginArray();
        json.Value(_random.Chance(0.5));
        json.Value(_random.Chance(0.5));
        json.EndArray();
        json.EndObject();
    }

    private static void WritePath(CompactJsonWriter json, int index)
    {
        json.BeginArray();
        json.Value((long)index);
        json.Value(0L);
        json.EndArray();
    }

    private long Tick() => _time += 1 + _random.Below(5);
}
