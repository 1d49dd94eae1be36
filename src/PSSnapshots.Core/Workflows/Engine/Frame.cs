using System.Globalization;
using PSSnapshots.Values;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Records the result of a node that contains others: its decisions and its status.</summary>
internal sealed class Frame(RunContext run, PlanNode node)
{
    private JsonValue? _plan;

    public PlanNode Node { get; } = node;

    /// <summary>The decision that was recorded before, in this process or an earlier one.</summary>
    public JsonValue? Plan => _plan;

    public int? PlannedNumber => TryReadNumber(_plan, out var number) ? number : null;

    public static bool TryReadNumber(JsonValue? plan, out int number)
    {
        number = 0;
        return plan is { Kind: JsonKind.Number } && int.TryParse(plan.Utf8, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    public void Begin()
    {
        _plan = run.ResultOf(Node.Id)?.PlanJson;
        Keep(new StepResult(Node.Id, StepStatus.Running) { PlanJson = _plan }, Node.Path);
    }

    /// <summary>Records a decision, and saves a checkpoint, before anything is done because of it.</summary>
    public void Settle(JsonValue plan)
    {
        _plan = plan;
        var result = new StepResult(Node.Id, StepStatus.Running) { PlanJson = plan };
        run.Update((state, _) => state.WithBareResult(result));
        run.Commit();
    }

    public void End(NodeOutcome end) => Keep(
        end.Kind switch
        {
            NodeOutcomeKind.Completed => new StepResult(Node.Id, StepStatus.Completed, end.Output),
            NodeOutcomeKind.Failed => new StepResult(Node.Id, StepStatus.Failed, error: end.Error) { PlanJson = _plan },
            _ => new StepResult(Node.Id, StepStatus.Suspended) { PlanJson = _plan },
        },
        null);

    private void Keep(StepResult result, StepPath? place) => run.Update((state, now) => state.WithStep(result, place, now));
}
