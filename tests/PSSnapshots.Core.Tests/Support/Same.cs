namespace PSSnapshots.Core.Tests.Support;

internal static class Same
{
    /// <summary>Fails and lists the differences if two states differ, including in the type of a value.</summary>
    public static void State(RunState expected, RunState actual) =>
        Assert.Empty(StateComparison.Compare(expected, actual, new ComparisonOptions { IncludeType = true }).Select(change => change.ToString()));

    public static void State(Snapshot expected, Snapshot actual) => State(expected.State, actual.State);
}
