using System.Management.Automation;

namespace PSSnapshots.Workflows;

/// <summary>Builds a workflow definition from the elements that its script emits.</summary>
internal sealed class DefinitionBuilder
{
    private readonly Dictionary<string, DefinitionElement> _elements = new(StringComparer.Ordinal);

    /// <summary>Reads a definition.</summary>
    /// <param name="cmdlet">The cmdlet that reads the definition.</param>
    /// <param name="script">The script of the definition.</param>
    /// <param name="retry">The retry policy to use if the definition has none.</param>
    /// <exception cref="DefinitionFailure">The definition is not valid.</exception>
    public static WorkflowDefinition Build(PSCmdlet cmdlet, ScriptBlock script, RetryPolicy? retry)
    {
        var elements = Read(cmdlet, script);
        if (elements is [{ Kind: DefinitionWords.Retry } policy, ..])
        {
            retry = policy.Retry;
            elements = [.. elements.Skip(1)];
        }
        if (elements.Count == 0)
            throw new DefinitionFailure(nameof(Messages.EmptyDefinition), MessageText.Of(nameof(Messages.EmptyDefinition)), script);
        var builder = new DefinitionBuilder();
        var nodes = builder.Nodes(elements, "", "");
        try
        {
            return new WorkflowDefinition(nodes, retry);
        }
        catch (InvalidDefinitionException failure)
        {
            var place = builder._elements.TryGetValue(failure.NodeId, out var element) ? element.Place : DefinitionFailure.UnknownPlace;
            throw DefinitionErrors.Invalid($"node '{failure.NodeId}'", failure.Message, place, failure.NodeId, failure);
        }
    }

    private static IReadOnlyList<DefinitionElement> Read(PSCmdlet cmdlet, ScriptBlock script)
    {
        try
        {
            return DefinitionScript.Read(cmdlet, script);
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            throw DefinitionErrors.Of(failure);
        }
    }

    /// <summary>Creates nodes for elements that run one after another.</summary>
    /// <param name="elements">The elements.</param>
    /// <param name="place">The position of the containing node. Elements without an ID are named after it.</param>
    /// <param name="prefix">The prefix of the node IDs in a run.</param>
    private WorkflowNode[] Nodes(IReadOnlyList<DefinitionElement> elements, string place, string prefix) =>
        [.. elements.Select((element, index) => Node(element, $"{place}-{index + 1}", prefix))];

    private WorkflowNode Node(DefinitionElement element, string place, string prefix)
    {
        switch (element.Kind)
        {
            case DefinitionWords.Step:
                return new StepNode(Id(element, null, prefix), element.Code!, element.Options);
            case DefinitionWords.ForEachItem:
                return new ForEachNode(Id(element, null, prefix), element.Condition!, element.Code!, element.Limit ?? 1, element.Options);
            case DefinitionWords.Loop:
                return new LoopNode(Id(element, null, prefix), element.LoopKind, element.Condition!, element.Code!, element.Limit, element.Options);
            case DefinitionWords.InParallel:
                return new ParallelNode(Id(element, "parallel" + place, prefix), Nodes(element.Elements, place, prefix), element.Limit ?? 5);
            case DefinitionWords.Branch:
                return new BranchNode(Id(element, "branch" + place, prefix), Arms(element, place, prefix));
            case DefinitionWords.SubWorkflow:
                var id = Id(element, null, prefix);
                return new NestedNode(id, Nodes(element.Elements, place, prefix + id + "."));
            case DefinitionWords.Retry:
                throw element.Invalid("it must be the first element of the definition");
            default:
                throw element.Invalid("it can be used only in a Branch");
        }
    }

    private BranchArm[] Arms(DefinitionElement branch, string place, string prefix)
    {
        var arms = new BranchArm[branch.Elements.Count];
        for (var i = 0; i < arms.Length; i++)
        {
            var arm = branch.Elements[i];
            if (!arm.IsArm) throw arm.Invalid("a Branch can contain only When and Otherwise");
            if (i > 0 && arms[i - 1].Condition is null) throw arm.Invalid("Otherwise must be the last arm of its Branch");
            arms[i] = new BranchArm(arm.Condition, Nodes(arm.Elements, $"{place}-{i + 1}", prefix));
        }
        return arms;
    }

    /// <summary>
    /// Returns the specified ID, or an ID from the kind and position, which is the same each time the definition is
    /// read.
    /// </summary>
    private string Id(DefinitionElement element, string? placed, string prefix)
    {
        var id = element.Id ?? placed!;
        return _elements.TryAdd(prefix + id, element) ? id : throw element.Failure(nameof(Messages.DuplicateStepId), id, id);
    }
}
