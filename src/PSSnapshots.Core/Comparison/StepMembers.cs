using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>The members that a step's result has in the format, without writing its text where it has none yet.</summary>
internal static class StepMembers
{
    private static readonly JsonSlice StatusName = JsonSlice.Of("status"u8);
    private static readonly JsonSlice OutputName = JsonSlice.Of("output"u8);
    private static readonly JsonSlice ErrorName = JsonSlice.Of("error"u8);
    private static readonly JsonSlice SuspendedPathName = JsonSlice.Of("suspendedPath"u8);

    private static readonly JsonSlice[] Statuses =
        [.. Enum.GetValues<StepStatus>().Select(status => JsonSlice.Of(FormatName.Of(status)))];

    public static NotedSlice StatusOf(StepResult step) => new(Statuses[(int)step.Status], null);

    public static void Fill(MemberTable table, StepResult step)
    {
        if (step.Source is { } source)
        {
            // Where notes stand in the text, they are no member but say what types the members have.
            if (source.Span.IndexOf("\"valueTypes\":"u8) < 0) table.Fill(new NotedSlice(source, null));
            else table.Fill(NotedSlice.Of(step.ToJson()));
            return;
        }
        table.Clear();
        table.Add(StatusName, StatusOf(step));
        if (step.OutputJson is { } output) table.Add(OutputName, NotedSlice.Of(output));
        if (step.ErrorJson is { } error) table.Add(ErrorName, NotedSlice.Of(error));
        if (step.SuspendedPath is { } path) table.Add(SuspendedPathName, NotedSlice.Of(path.ToJson()));
    }
}
