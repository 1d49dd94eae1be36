using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>Applies the operations of one patch to one document.</summary>
internal sealed class PatchRun(JsonValue document)
{
    /// <summary>How many bytes the copies of one patch may have: each can double the document.</summary>
    private const long MaxCopiedBytes = 1L << 28;

    private PatchNode _root = new(document);
    private long _copiedBytes;
    private int _index;
    private string _path = "";

    public JsonValue Apply(IReadOnlyList<PatchOperation> operations)
    {
        for (_index = 0; _index < operations.Count; _index++) Apply(operations[_index]);
        _index = Math.Max(0, operations.Count - 1);
        return Frozen(_root);
    }

    /// <summary>The value that stands at a place now.</summary>
    public JsonValue ValueAt(string pointer) => Frozen(Get(TokensOf(pointer)));

    public void Apply(PatchOperation operation)
    {
        var tokens = TokensOf(operation.Path);
        switch (operation.Verb)
        {
            case PatchVerb.Add:
                Add(tokens, new PatchNode(operation.Value!));
                break;
            case PatchVerb.Remove:
                Remove(tokens);
                break;
            case PatchVerb.Replace:
                Replace(tokens, new PatchNode(operation.Value!));
                break;
            case PatchVerb.Move:
                Move(operation, tokens);
                break;
            case PatchVerb.Copy:
                var source = Frozen(Get(TokensOf(operation.From!)));
                if ((_copiedBytes += source.ByteCount) > MaxCopiedBytes) throw Failure($"The patch copies more than {MaxCopiedBytes} bytes.");
                _path = operation.Path;
                Add(tokens, new PatchNode(source));
                break;
            case PatchVerb.Test:
                var found = Frozen(Get(tokens));
                if (!JsonEquality.AreEqual(found.Slice, operation.Value!.Slice)) throw Failure($"There is {Shown(found)}, not {Shown(operation.Value)}.");
                break;
        }
    }

    private void Move(PatchOperation operation, string[] tokens)
    {
        var from = TokensOf(operation.From!);
        var node = Get(from);
        if (from.AsSpan().SequenceEqual(tokens)) return;
        if (tokens.Length > from.Length && tokens.AsSpan(0, from.Length).SequenceEqual(from)) throw Failure("A value cannot be moved into itself.");
        Remove(from);
        _path = operation.Path;
        Add(tokens, node);
    }

    private void Add(string[] tokens, PatchNode node)
    {
        if (tokens.Length == 0)
        {
            _root = node;
            return;
        }
        var parent = Get(tokens.AsSpan()[..^1]);
        var token = tokens[^1];
        if (Container(parent).Kind == JsonKind.Object) parent.SetMember(token, node);
        else if (token == "-") parent.Items.Add(node);
        else parent.Items.Insert(IndexOf(token, parent.Items.Count), node);
    }

    private void Remove(string[] tokens)
    {
        if (tokens.Length == 0) throw Failure("The whole document cannot be removed.");
        Get(tokens);
        var parent = Get(tokens.AsSpan()[..^1]);
        if (parent.Kind == JsonKind.Object) parent.RemoveMember(tokens[^1]);
        else parent.Items.RemoveAt(IndexOf(tokens[^1], parent.Items.Count - 1));
    }

    private void Replace(string[] tokens, PatchNode node)
    {
        Get(tokens);
        if (tokens.Length == 0)
        {
            _root = node;
            return;
        }
        var parent = Get(tokens.AsSpan()[..^1]);
        if (parent.Kind == JsonKind.Object) parent.SetMember(tokens[^1], node);
        else parent.Items[IndexOf(tokens[^1], parent.Items.Count - 1)] = node;
    }

    private PatchNode Get(ReadOnlySpan<string> tokens)
    {
        var node = _root;
        foreach (var token in tokens)
        {
            node = Container(node).Kind == JsonKind.Object
                ? node.GetMember(token) ?? throw Failure($"There is no member '{token}'.")
                : node.Items[IndexOf(token, node.Items.Count - 1)];
        }
        return node;
    }

    private PatchNode Container(PatchNode node) =>
        node.Kind is JsonKind.Object or JsonKind.Array ? node : throw Failure($"A {node.Kind} has no members and no items.");

    private int IndexOf(string token, int last) =>
        !JsonPointer.TryIndex(token, out var index) ? throw Failure($"'{token}' is no index of an array.")
        : index > last ? throw Failure($"The index {token} is greater than the array allows, {last}.")
        : index;

    private string[] TokensOf(string pointer)
    {
        _path = pointer;
        return JsonPointer.TryParse(pointer, out var tokens) && tokens.Length <= JsonValue.MaxDepth ? tokens : throw Failure("The path is too deep.");
    }

    private JsonValue Frozen(PatchNode node) => node.ToValue() ?? throw Failure("The value is nested too deep.");

    private static string Shown(JsonValue value)
    {
        const int longest = 80;
        var text = value.ToString();
        return text.Length <= longest ? text : text[..longest] + "...";
    }

    private PatchFailedException Failure(string reason) => new(_index, _path, reason);
}
