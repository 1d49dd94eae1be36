namespace PSSnapshots.Workflows;

/// <summary>The code of a step, a condition or a list of items, as its author wrote it.</summary>
/// <param name="text">The source text. It is what tells whether a definition changed.</param>
/// <param name="body">What the host runs, such as a script block; the runner does not look at it.</param>
public sealed class StepCode(string text, object body)
{
    /// <summary>The source text.</summary>
    public string Text { get; } = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>What the host runs.</summary>
    public object Body { get; } = body ?? throw new ArgumentNullException(nameof(body));
}
