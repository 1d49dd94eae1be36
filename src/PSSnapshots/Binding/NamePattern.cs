using System.Management.Automation;

namespace PSSnapshots.Binding;

/// <summary>Makes the wildcard patterns of names: case does not matter, in any culture.</summary>
internal static class NamePattern
{
    public static WildcardPattern Of(string text) => new(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
}
