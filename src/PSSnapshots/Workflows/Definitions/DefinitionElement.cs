using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>A part of a workflow definition, as one of the words of a definition emits it.</summary>
public sealed record DefinitionElement
{
    internal DefinitionElement(string kind, string? id, InvocationInfo call)
    {
        Kind = kind;
        Id = id;
        Place = DefinitionFailure.PlaceOf(call);
    }

    /// <summary>The word: Step, InParallel, Branch, When, Otherwise, ForEachItem, Loop, SubWorkflow or Retry.</summary>
    public string Kind { get; }

    /// <summary>The ID that the author gave; <see langword="null"/> if the element has none.</summary>
    public string? Id { get; }

    /// <summary>Where the word is: the file, if there is one, the line and the column.</summary>
    public string Location => Place["at ".Length..];

    /// <summary>The elements that it contains, in order.</summary>
    public IReadOnlyList<DefinitionElement> Elements { get; internal init; } = [];

    /// <summary>The location as a message has it.</summary>
    internal string Place { get; }

    /// <summary>The code of a step, or of each iteration.</summary>
    internal StepCode? Code { get; init; }

    /// <summary>The condition of an arm or a loop, or the code that emits the items.</summary>
    internal StepCode? Condition { get; init; }

    internal LoopKind LoopKind { get; init; }

    /// <summary>The throttle limit, or the maximum number of iterations.</summary>
    internal int? Limit { get; init; }

    internal StepOptions Options { get; init; } = StepOptions.Default;

    internal RetryPolicy? Retry { get; init; }

    internal bool IsArm => Kind is DefinitionWords.When or DefinitionWords.Otherwise;

    /// <summary>Returns the word and the ID, such as <c>Step build</c>.</summary>
    public override string ToString() => Id is null ? Kind : $"{Kind} {Id}";

    internal DefinitionFailure Invalid(string reason) => Failure(nameof(Messages.InvalidDefinition), Id, ToString(), reason);

    internal DefinitionFailure Failure(string errorId, object? target, params object?[] arguments) => DefinitionFailure.At(errorId, Place, target, arguments);
}
