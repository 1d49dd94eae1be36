using System.Collections;
using System.Management.Automation;
using PSSnapshots.Conversion;

namespace PSSnapshots.Workflows;

/// <summary>Makes nodes of the words of a definition while its script runs.</summary>
internal sealed class DefinitionBuilder
{
    private readonly Dictionary<string, ScriptBlock> _functions = DefinitionWords.Functions();
    private readonly HashSet<string> _ids = new(StringComparer.Ordinal);
    private DefinitionFrame _frame = new("", "", TakesArms: false);
    private RetryPolicy? _retry;

    /// <summary>Reads a definition.</summary>
    /// <param name="script">What has the words.</param>
    /// <param name="retry">The retry policy where the definition has none.</param>
    /// <exception cref="DefinitionFailure">It is wrong.</exception>
    public static WorkflowDefinition Build(ScriptBlock script, RetryPolicy? retry)
    {
        var builder = new DefinitionBuilder();
        try
        {
            builder.Run(script);
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            throw Explain(failure);
        }
        if (builder._frame.Nodes.Count == 0)
            throw new DefinitionFailure(nameof(Messages.EmptyDefinition), MessageText.Of(nameof(Messages.EmptyDefinition)), script);
        try
        {
            return new WorkflowDefinition(builder._frame.Nodes, builder._retry ?? retry);
        }
        catch (InvalidDefinitionException failure)
        {
            throw Invalid($"node '{failure.NodeId}'", failure.Message, null, failure.NodeId, failure);
        }
    }

    /// <summary>Runs a script whose words come to this builder.</summary>
    private void Run(ScriptBlock script)
    {
        List<PSVariable> variables =
        [
            new(DefinitionWords.BuilderVariable, (Action<string, IDictionary, InvocationInfo>)Define),
            new("ErrorActionPreference", ActionPreference.Stop),
        ];
        var stray = script.InvokeWithContext(_functions, variables).FirstOrDefault(item => item is not null);
        if (stray is null) return;
        throw Invalid("the script", $"it gives '{stray}', and only words such as Step may stand in it", null, stray, null);
    }

    private void Define(string word, IDictionary given, InvocationInfo place)
    {
        var call = new DefinitionCall(word, given, place);
        var isArm = word is "When" or "Otherwise";
        if (isArm != _frame.TakesArms)
            throw call.Invalid(isArm ? "it stands in a Branch only" : "only When and Otherwise stand in a Branch");
        switch (word)
        {
            case "Step":
                Add(new StepNode(Named(call), Code(call.Body), call.Options()));
                break;
            case "ForEachItem":
                Add(new ForEachNode(
                    Named(call), Code(call.Block("In", call.Given["In"])), Code(call.Body), call.Count("ThrottleLimit") ?? 1, call.Options()));
                break;
            case "Loop":
                AddLoop(call);
                break;
            case "InParallel":
                Add(new ParallelNode(NamedOrPlaced(call, "parallel"), Inside(call.Body, "").Nodes, call.Count("ThrottleLimit") ?? 5));
                break;
            case "Branch":
                Add(new BranchNode(NamedOrPlaced(call, "branch"), Inside(call.Body, "", takesArms: true).Arms));
                break;
            case "SubWorkflow":
                var id = Named(call);
                Add(new NestedNode(id, Inside(call.Body, id + ".").Nodes));
                break;
            case "When":
                AddArm(call, call.Block("Condition", given["Condition"]), call.Body);
                AddMoreArms(call);
                break;
            case "Otherwise":
                AddArm(call, null, call.Body);
                break;
            case "Retry":
                if (_frame.Place.Length > 0 || _frame.Nodes.Count > 0) throw call.Invalid("it stands before all else in a definition");
                _retry = call.Retry();
                break;
        }
    }

    private void Add(WorkflowNode node) => _frame.Nodes.Add(node);

    private void AddLoop(DefinitionCall call)
    {
        if (call.Has("Until") == call.Has("While")) throw call.Invalid("it has either -Until or -While");
        var kind = call.Has("Until") ? LoopKind.DoUntil : LoopKind.DoWhile;
        var condition = call.Has("Until") ? call.Block("Until", call.Given["Until"]) : call.Block("While", call.Given["While"]);
        Add(new LoopNode(Named(call), kind, Code(condition), Code(call.Body), call.Count("MaxIterations"), call.Options()));
    }

    private void AddArm(DefinitionCall call, ScriptBlock? condition, ScriptBlock body)
    {
        if (_frame.Arms is [.., { Condition: null }]) throw call.Invalid("Otherwise is the last arm of its Branch");
        var code = condition is null ? null : Code(condition);
        _frame.Arms.Add(new BranchArm(code, Inside(body, "").Nodes));
    }

    /// <summary>On one line, the arms after the first are arguments of it.</summary>
    private void AddMoreArms(DefinitionCall call)
    {
        var rest = new Queue<object?>((call.Given["More"].Unwrap() as IEnumerable ?? Array.Empty<object>()).Cast<object?>());
        while (rest.TryDequeue(out var word))
        {
            var isCondition = Is(word, "When");
            if (!isCondition && !Is(word, "Otherwise")) throw call.Invalid($"'{word}' stands where When or Otherwise is expected");
            var condition = isCondition ? call.Block("Condition", rest.TryDequeue(out var first) ? first : null) : null;
            AddArm(call, condition, call.Block("Body", rest.TryDequeue(out var body) ? body : null));
        }
        static bool Is(object? word, string name) => name.Equals(word.Unwrap() as string, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Reads what stands in a node.</summary>
    private DefinitionFrame Inside(ScriptBlock body, string prefix, bool takesArms = false)
    {
        var outside = _frame;
        var inside = new DefinitionFrame(outside.NextPlace, outside.Prefix + prefix, takesArms);
        _frame = inside;
        try
        {
            Run(body);
        }
        finally
        {
            _frame = outside;
        }
        return inside;
    }

    private string Named(DefinitionCall call) => Unique(call, call.RequiredName());

    /// <summary>The author's name, or one of kind and place, which the same definition has again.</summary>
    private string NamedOrPlaced(DefinitionCall call, string kind) => Unique(call, call.Name ?? kind + _frame.NextPlace);

    private string Unique(DefinitionCall call, string id) =>
        _ids.Add(_frame.Prefix + id) ? id : throw call.Failure(nameof(Messages.DuplicateStepId), id, id);

    private static StepCode Code(ScriptBlock block)
    {
        var text = block.ToString().ReplaceLineEndings("\n").Trim();
        return new StepCode(text, new StepScript(block, UsingValues.Of(block)), CodeFingerprint.Of(text));
    }

    private static DefinitionFailure Explain(RuntimeException failure)
    {
        for (Exception? inner = failure; inner is not null; inner = inner.InnerException)
            if (inner is DefinitionFailure found) return found;
        var place = failure.ErrorRecord?.InvocationInfo;
        if (failure is not CommandNotFoundException unknown) return Invalid("the script", failure.Message, place, null, failure);
        var message = MessageText.Of(
            nameof(Messages.UnknownWord), unknown.CommandName, string.Join(", ", DefinitionWords.Names), DefinitionFailure.PlaceOf(place));
        return new DefinitionFailure(nameof(Messages.UnknownWord), message, unknown.CommandName, failure);
    }

    private static DefinitionFailure Invalid(string what, string reason, InvocationInfo? place, object? target, Exception? inner) => new(
        nameof(Messages.InvalidDefinition),
        MessageText.Of(nameof(Messages.InvalidDefinition), what, reason.TrimEnd('.'), DefinitionFailure.PlaceOf(place)),
        target,
        inner);
}
