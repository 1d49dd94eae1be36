using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>Applies the operations of one patch to one document (RFC 6902, section 4).</summary>
internal sealed class PatchApplier(JsonValue document)
{
    /// <summary>The maximum number of bytes that the copy operations of a patch can copy, because each can double the document.</summary>
    private const long MaxCopiedBytes = 1L << 28;

    private PatchNode _root = new(document);
    private long _copiedBytes;
    private int _index;
    private string _path = "";

    /// <summary>Applies operations and returns the patched document.</summary>
    /// <exception cref="PatchFailedException">An operation cannot be applied.</exception>
    public JsonValue Apply(IReadOnlyList<PatchOperation> operations)
    {
        for (_index = 0; _index < operations.Count; _index++) Apply(operations[_index]);
        _index = Math.Max(0, operations.Count - 1);
        return ValueOf(_root);
    }

    /// <summary>Returns the current value at a path.</summary>
    public JsonValue ValueAt(string pointer) => ValueOf(Get(TokensOf(pointer)));

    public void Apply(PatchOperation operation)
    {
        var tokens = TokensOf(operation.Path);
        switch (operation.Kind)
        {
            case PatchOperationKind.Add:
                Add(tokens, new PatchNode(operation.Value!));
                break;
            case PatchOperationKind.Remove:
                Remove(tokens);
                break;
            case PatchOperationKind.Replace:
                Replace(tokens, new PatchNode(operation.Value!));
                break;
            case PatchOperationKind.Move:
                Move(operation, tokens);
                break;
            case PatchOperationKind.Copy:
                Copy(operation, tokens);
                break;
            case PatchOperationKind.Test:
                Test(operation, tokens);
                break;
        }
    }

    private void Add(string[] tokens, PatchNode node)
    {
        if (tokens.Length == 0)
        {
            _root = node;
            return;
        }
        var parent = ContainerAt(tokens.AsSpan()[..^1]);
        var token = tokens[^1];
        if (parent.Kind == JsonKind.Object) parent.SetMember(token, node);
        else if (token == "-") parent.Items.Add(node);
        else parent.Items.Insert(InsertionIndex(token, parent.Items), node);
    }

    private void Remove(string[] tokens)
    {
        if (tokens.Length == 0) throw Failure("The whole document cannot be removed.");
        Get(tokens);
        var parent = Get(tokens.AsSpan()[..^1]);
        if (parent.Kind == JsonKind.Object) parent.RemoveMember(tokens[^1]);
        else parent.Items.RemoveAt(ItemIndex(tokens[^1], parent.Items));
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
        else parent.Items[ItemIndex(tokens[^1], parent.Items)] = node;
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

    private void Copy(PatchOperation operation, string[] tokens)
    {
        var source = ValueAt(operation.From!);
        if ((_copiedBytes += source.ByteCount) > MaxCopiedBytes) throw Failure($"The patch copies more than {MaxCopiedBytes} bytes.");
        _path = operation.Path;
        Add(tokens, new PatchNode(source));
    }

    private void Test(PatchOperation operation, string[] tokens)
    {
        var found = ValueOf(Get(tokens));
        if (!JsonEquality.AreEqual(found.Slice, operation.Value!.Slice))
            throw Failure($"Expected {Truncate(operation.Value)}, but found {Truncate(found)}.");
    }

    private PatchNode Get(ReadOnlySpan<string> tokens)
    {
        var node = _root;
        foreach (var token in tokens)
        {
            node = Container(node).Kind == JsonKind.Object
                ? node.GetMember(token) ?? throw Failure($"The member '{token}' does not exist.")
                : node.Items[ItemIndex(token, node.Items)];
        }
        return node;
    }

    private PatchNode ContainerAt(ReadOnlySpan<string> tokens) => Container(Get(tokens));

    private PatchNode Container(PatchNode node) =>
        node.Kind is JsonKind.Object or JsonKind.Array ? node : throw Failure($"A value of the JSON type {node.Kind} has no members or items.");

    private int ItemIndex(string token, ChunkedList<PatchNode> items) => Index(token, items, maxIndex: items.Count - 1);

    private int InsertionIndex(string token, ChunkedList<PatchNode> items) => Index(token, items, maxIndex: items.Count);

    private int Index(string token, ChunkedList<PatchNode> items, int maxIndex) =>
        !JsonPointer.TryIndex(token, out var index) ? throw Failure($"'{token}' is not an array index.")
        : index > maxIndex ? throw Failure($"The index {token} is out of range. The length of the array is {items.Count}.")
        : index;

    private string[] TokensOf(string pointer)
    {
        _path = pointer;
        return JsonPointer.TryParse(pointer, out var tokens) && tokens.Length <= JsonValue.MaxDepth
            ? tokens
            : throw Failure($"The path has more than {JsonValue.MaxDepth} levels.");
    }

    private JsonValue ValueOf(PatchNode node) => node.ToValue() ?? throw Failure("The value is nested too deeply.");

    private static string Truncate(JsonValue value)
    {
        const int maxLength = 80;
        var text = value.ToString();
        return text.Length <= maxLength ? text : text[..maxLength] + "...";
    }

    private PatchFailedException Failure(string reason) => new(_index, _path, reason);
}
