namespace PSSnapshots.Help.Checks;

/// <summary>Something in the pages that fails the build.</summary>
/// <param name="Path">The path of the page.</param>
/// <param name="Line">The line, from 1, or 0 for the page as a whole.</param>
/// <param name="Code">The stable code, such as <c>HELP001</c>.</param>
/// <param name="Message">What is wrong, and what to do.</param>
internal sealed record HelpProblem(string Path, int Line, string Code, string Message)
{
    /// <summary>Returns the problem in the form that MSBuild reports as an error.</summary>
    public override string ToString() => $"{Path}{(Line > 0 ? $"({Line})" : "")}: error {Code}: {Message}";
}
