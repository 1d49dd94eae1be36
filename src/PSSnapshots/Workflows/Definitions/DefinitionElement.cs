using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>An element of a workflow definition that a keyword emits.</summary>
public sealed record DefinitionElement
{
    internal DefinitionElement(string kind, string? id, InvocationInfo call)
    {
        Kind = kind;
        Id = id;
        Place = DefinitionFailure.PlaceOf(call);
    }

    /// <summary>Gets the keyword: Step, InParallel, Branch, When, Otherwise, ForEachItem, Loop, SubWorkflow or Retry.</summary>
    public string Kind { get; }

    /// <summary>Gets the specified ID, or <see langword="null"/> if there is none.</summary>
    public string? Id { get; }

    /// <summary>Gets the location of the keyword: the file, if there is one, the line and the column.</summary>
    public string Location => Place["at ".Length..];

    /// <summary>Gets the elements that this element contains, in order.</summary>
    public IReadOnlyList<DefinitionElement> Elements { get; internal init; } = [];

    /// <summary>Gets the location as used in messages.</summary>
    internal string Place { get; }

    /// <summary>Gets the code of a step or of each iteration.</summary>
    internal StepCode? Code { get; init; }

    /// <summary>Gets the condition of an arm or a loop, or the code that emits the items.</summary>
    internal StepCode? Condition { get; init; }

    internal LoopKind LoopKind { get; init; }

    /// <summary>Gets the throttle limit or the maximum number of iterations.</summary>
    internal int? Limit { get; init; }

    internal StepOptions Options { get; init; } = StepOptions.Default;

    internal RetryPolicy? Retry { get; init; }

    internal bool IsArm => Kind is DefinitionWords.When or DefinitionWords.Otherwise;

    /// <summary>Returns the keyword and the ID, such as <c>Step build</c>.</summary>
    public override string ToString() => Id is null ? Kind : $"{Kind} {Id}";

    internal DefinitionFailure Invalid(string reason) => Failure(nameof(Messages.InvalidDefinition), Id, ToString(), reason);

    internal DefinitionFailure Failure(string errorId, object? target, params object?[] arguments) => DefinitionFailure.At(errorId, Place, target, arguments);
}
