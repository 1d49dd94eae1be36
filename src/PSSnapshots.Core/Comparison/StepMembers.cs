using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>The members that a step's result has in the format, without writing its text where it has none yet.</summary>
internal static class StepMembers
{
    private static readonly JsonSlice[] Statuses =
        [.. Enum.GetValues<StepStatus>().Select(status => JsonSlice.Of(FormatName.Of(status)))];

    private static readonly (JsonSlice Name, Func<StepResult, NotedSlice?> Of)[] All =
    [
        Member("status", StatusOf),
        Member("output", step => Noted(step.OutputJson)),
        Member("error", step => Noted(step.ErrorJson)),
        Member("suspendedPath", step => Noted(step.SuspendedPath?.ToJson())),
        Member("attempts", step => Noted(step.Attempts is { } attempts ? JsonValue.From(attempts) : null)),
        Member("plan", step => Noted(step.PlanJson)),
        Member("resumeData", step => Noted(step.ResumeDataJson)),
    ];

    /// <summary>The names of the members, in the order of the format.</summary>
    public static IEnumerable<string> Names => All.Select(member => System.Text.Encoding.UTF8.GetString(member.Name.Span));

    public static void Fill(MemberTable table, StepResult step)
    {
        if (step.Source is { } source)
        {
            // Where notes stand in the text, they are no member but say what types the members have.
            if (!StateEntry.MayHaveNotes(source)) table.Fill(new NotedSlice(source, null));
            else table.Fill(NotedSlice.Of(step.ToJson()));
            return;
        }
        table.Clear();
        foreach (var (name, of) in All)
            if (of(step) is { } value) table.Add(name, value);
    }

    private static NotedSlice? StatusOf(StepResult step) => new NotedSlice(Statuses[(int)step.Status], null);

    private static NotedSlice? Noted(JsonValue? value) => value is null ? null : NotedSlice.Of(value);

    private static (JsonSlice Name, Func<StepResult, NotedSlice?> Of) Member(string name, Func<StepResult, NotedSlice?> of) =>
        (JsonSlice.Of(System.Text.Encoding.UTF8.GetBytes(name)), of);
}
