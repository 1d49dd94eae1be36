using System.Text;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Comparison;

/// <summary>Provides the JSON members of a step result without serializing the result of a live run.</summary>
internal static class StepResultMembers
{
    private static readonly JsonSlice[] Statuses =
        [.. Enum.GetValues<StepStatus>().Select(status => JsonSlice.Of(FormatName.Of(status)))];

    private static readonly (JsonSlice Name, Func<StepResult, TypedSlice?> GetValue)[] All =
    [
        Member("status", step => new TypedSlice(Statuses[(int)step.Status], null)),
        Member("output", step => ToSlice(step.OutputJson)),
        Member("error", step => ToSlice(step.ErrorJson)),
        Member("suspendedPath", step => ToSlice(step.SuspendedPath?.ToJson())),
        Member("attempts", step => ToSlice(step.Attempts is { } attempts ? JsonValue.From(attempts) : null)),
        Member("plan", step => ToSlice(step.PlanJson)),
        Member("resumeData", step => ToSlice(step.ResumeDataJson)),
    ];

    /// <summary>Replaces the content of a table with the members of a step result.</summary>
    public static void Fill(MemberTable table, StepResult step)
    {
        if (step.Source is { } source)
        {
            // Type notes are not a member. They specify the types of the members.
            if (!StateEntry.MayHaveNotes(source)) table.Fill(new TypedSlice(source, null));
            else table.Fill(TypedSlice.Of(step.ToJson()));
            return;
        }
        table.Clear();
        foreach (var (name, getValue) in All)
            if (getValue(step) is { } value) table.Add(name, value);
    }

    private static TypedSlice? ToSlice(JsonValue? value) => value is null ? null : TypedSlice.Of(value);

    private static (JsonSlice Name, Func<StepResult, TypedSlice?> GetValue) Member(string name, Func<StepResult, TypedSlice?> getValue) =>
        (JsonSlice.Of(Encoding.UTF8.GetBytes(name)), getValue);
}
