using PSSnapshots.Collections;

namespace PSSnapshots;

/// <summary>The results of a run's steps by step id, in the order in which the steps came, with their counts.</summary>
public sealed class StepResultMap : OrderedMap<StepResult>
{
    private StepResultMap(OrderedMap<StepResult> contents, StepCounts counts)
        : base(contents) => Counts = counts;

    private StepResultMap(StepResultMap earlier, int position, StepResult result)
        : base(earlier, position, result) => Counts = earlier.Counts.Plus(earlier.ValueAt(position).Status, -1).Plus(result.Status, 1);

    /// <summary>No results.</summary>
    public static new StepResultMap Empty { get; } = new(OrderedMap<StepResult>.Empty, default);

    /// <summary>How many steps stand where.</summary>
    public StepCounts Counts { get; }

    /// <summary>How many steps there are and where they stand.</summary>
    /// <returns>Such as <c>3 steps: 2 completed, 1 running</c>.</returns>
    public override string ToString() => Counts.ToString();

    /// <summary>Gives a map with a step's result, in the step's place where it has one.</summary>
    internal StepResultMap With(StepResult result)
    {
        return TryGetPosition(result.Id, out var position)
            ? new StepResultMap(this, position, result)
            : new StepResultMap(WithAdded(result.Id, result), Counts.Plus(result.Status, 1));
    }

    /// <summary>Gives a map without a step's result, in time proportional to the map's size.</summary>
    internal StepResultMap Without(string stepId) => HasExact(stepId) ? Of(Remove(stepId)) : this;

    internal static StepResultMap Of(OrderedMap<StepResult> contents)
    {
        var counts = default(StepCounts);
        foreach (var result in contents.Values) counts = counts.Plus(result.Status, 1);
        return new StepResultMap(contents, counts);
    }
}
