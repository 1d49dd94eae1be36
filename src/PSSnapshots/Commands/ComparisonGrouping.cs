namespace PSSnapshots.Commands;

/// <summary>By what <c>Compare-RunSnapshot</c> puts snapshots together.</summary>
public enum ComparisonGrouping
{
    /// <summary>By what they differ in from the reference.</summary>
    Difference,
}
