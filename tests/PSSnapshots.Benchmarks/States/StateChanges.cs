using System.Text;

namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// The changes of a run as data, so that the same changes can be applied to a live store and to a file. Each change
/// applies to the state after the previous one.
/// </summary>
public sealed class StateChanges
{
    private const uint Seed = 9000;
    private const int LogsPerChange = 10;
    private const int MillisecondsPerChange = 1_000;

    private readonly string[] _statuses;
    private long _timestamp;

    private StateChanges(GeneratedState state)
    {
        _statuses = [.. state.Statuses];
        _timestamp = state.Timestamp;
    }

    /// <summary>One change of a state, with any number.</summary>
    public static StateChange Of(GeneratedState state, int number = 1)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfLessThan(number, 1);
        return new StateChanges(state).Next(number);
    }

    /// <summary>Changes 1 to <paramref name="count"/>, one after another.</summary>
    public static IReadOnlyList<StateChange> History(GeneratedState state, int count)
    {
        ArgumentNullException.ThrowIfNull(state);
        StateChanges changes = new(state);
        return [.. Enumerable.Range(1, count).Select(changes.Next)];
    }

    private StateChange Next(int number)
    {
        RandomValues random = new(Seed + (uint)number);
        _timestamp += MillisecondsPerChange * number;

        return new StateChange(number, _timestamp, ChangeSteps(random, number), AddLogs(random, number));
    }

    private StepChange[] ChangeSteps(RandomValues random, int number)
    {
        CompactJsonWriter json = new(capacity: 512);
        return [.. PickSteps(random).Select(Change)];

        StepChange Change(int index)
        {
            json.Clear();
            random.WriteOutput(json, 100_000L * number);
            _statuses[index] = NextStatus(_statuses[index]);
            return new StepChange(index, GeneratedState.StepId(index), _statuses[index], json.Written.ToArray());
        }
    }

    /// <summary>Picks 1 % of the steps, at least one, without a repetition.</summary>
    private List<int> PickSteps(RandomValues random)
    {
        int count = Math.Max(1, (_statuses.Length + 50) / 100);
        List<int> picked = new(count);
        HashSet<int> known = new(count);
        while (picked.Count < count)
        {
            int index = random.Below(_statuses.Length);
            if (known.Add(index)) picked.Add(index);
        }

        return picked;
    }

    private LogAddition[] AddLogs(RandomValues random, int number)
    {
        LogAddition[] logs = new LogAddition[LogsPerChange];
        for (int i = 0; i < logs.Length; i++)
        {
            logs[i] = new LogAddition(
                _timestamp + i,
                $"change {number}: {Encoding.UTF8.GetString(random.Text(40))}",
                GeneratedState.StepId(i % _statuses.Length),
                Encoding.UTF8.GetBytes($$"""{"k":{{number}},"i":{{i}}}"""));
        }

        return logs;
    }

    private static string NextStatus(string status) => status switch
    {
        "running" or "suspended" => "completed",
        "failed" => "running",
        "completed" => "failed",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };
}
