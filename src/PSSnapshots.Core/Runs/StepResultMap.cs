using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>The results of a run's steps by step ID, in the order in which they were added, with the number of steps per status.</summary>
public sealed class StepResultMap : OrderedMap<StepResult>
{
    private StepResultMap(OrderedMap<StepResult> contents, StepCounts counts)
        : base(contents) => Counts = counts;

    private StepResultMap(StepResultMap earlier, int position, StepResult result)
        : base(earlier, position, result) => Counts = earlier.Counts.Plus(earlier.ValueAt(position).Status, -1).Plus(result.Status, 1);

    /// <summary>The empty map.</summary>
    public static new StepResultMap Empty { get; } = new(OrderedMap<StepResult>.Empty, default);

    /// <summary>The number of steps per status.</summary>
    public StepCounts Counts { get; }

    /// <summary>Returns the number of steps, and the number per status.</summary>
    /// <returns>Text such as <c>3 steps: 2 completed, 1 running</c>.</returns>
    public override string ToString() => Counts.ToString();

    /// <summary>Returns a map with a step's result, which replaces the step's earlier result in its position.</summary>
    internal StepResultMap With(StepResult result)
    {
        return TryGetPosition(result.Id, out var position)
            ? new StepResultMap(this, position, result)
            : new StepResultMap(WithAdded(result.Id, result), Counts.Plus(result.Status, 1));
    }

    /// <summary>Returns a map without a step's result, in time proportional to the size of the map.</summary>
    internal StepResultMap Without(string stepId) => HasExact(stepId) ? Of(Remove(stepId)) : this;

    internal static StepResultMap Of(OrderedMap<StepResult> contents)
    {
        var counts = default(StepCounts);
        foreach (var result in contents.Values) counts = counts.Plus(result.Status, 1);
        return new StepResultMap(contents, counts);
    }
}
