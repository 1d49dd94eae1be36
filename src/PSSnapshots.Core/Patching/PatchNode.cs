using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>
/// A mutable node of a document that is being patched. It holds an immutable value until an operation accesses its
/// members or items. The work of a patch therefore depends on the paths it touches, and all other text is copied unchanged.
/// </summary>
internal sealed class PatchNode(JsonValue value)
{
    /// <summary>The maximum depth: more than any valid snapshot has, and safe for the stack of a thread.</summary>
    private const int MaxDepth = 2 * JsonValue.MaxDepth;

    private JsonValue? _value = value;
    private TypeNote? _note;
    private ChunkedList<PatchNode>? _items;
    private List<Member>? _members;
    private Dictionary<string, Member>? _membersByName;

    private PatchNode(JsonSlice slice, TypeNotes? notes)
        : this(new JsonValue(slice, notes))
    {
    }

    public JsonKind Kind => _value?.Kind ?? (_items is null ? JsonKind.Object : JsonKind.Array);

    /// <summary>The items of an array. Changes to the list change the node.</summary>
    public ChunkedList<PatchNode> Items
    {
        get
        {
            Expand();
            return _items!;
        }
    }

    /// <summary>Returns a member of an object, or <see langword="null"/> if it does not exist.</summary>
    public PatchNode? GetMember(string name)
    {
        Expand();
        return _membersByName!.GetValueOrDefault(name)?.Node;
    }

    /// <summary>Replaces a member of an object, or adds it at the end if it does not exist.</summary>
    public void SetMember(string name, PatchNode node)
    {
        Expand();
        if (_membersByName!.TryGetValue(name, out var member))
        {
            member.Node = node;
            return;
        }
        _members!.Add(member = new Member(name) { Node = node });
        _membersByName.Add(name, member);
    }

    public void RemoveMember(string name)
    {
        Expand();
        if (_membersByName!.Remove(name, out var member)) member.Node = null;
    }

    /// <summary>Returns the current value, or <see langword="null"/> if it is nested too deeply.</summary>
    public JsonValue? ToValue()
    {
        if (_value is not null) return _value;
        using var output = new Utf8Output();
        var notes = new List<KeyValuePair<string, TypeNote>>();
        return TryWrite(output, notes, new PointerBuilder(), 0) ? new JsonValue(JsonSlice.Of(output.Written), TypeNotes.Of(notes)) : null;
    }

    /// <summary>Replaces the immutable value by a list of its members or items.</summary>
    private void Expand()
    {
        if (_value is not { } value) return;
        _value = null;
        _note = value.Notes?.Root;
        if (value.Kind == JsonKind.Array)
        {
            _items = new ChunkedList<PatchNode>(value.Items().Select(item => new PatchNode(item)));
            return;
        }
        _members = [];
        _membersByName = new Dictionary<string, Member>(StringComparer.Ordinal);
        foreach (var member in JsonScan.Members(value.Slice))
        {
            var name = member.Name;
            SetMember(name, new PatchNode(member.Value, value.Notes?.Under(name)));
        }
    }

    private bool TryWrite(Utf8Output output, List<KeyValuePair<string, TypeNote>> notes, PointerBuilder pointer, int depth)
    {
        if (depth > MaxDepth) return false;
        if (_value is { } value)
        {
            output.Json(value.Utf8);
            if (value.Notes is { } valueNotes) notes.AddRange(valueNotes.Pairs.Select(pair => KeyValuePair.Create(pointer.With(pair.Key), pair.Value)));
            return true;
        }
        if (_note is { } note) notes.Add(new(pointer.ToString(), note));
        return _items is null ? TryWriteMembers(output, notes, pointer, depth) : TryWriteItems(output, notes, pointer, depth);
    }

    private bool TryWriteMembers(Utf8Output output, List<KeyValuePair<string, TypeNote>> notes, PointerBuilder pointer, int depth)
    {
        var first = true;
        output.Json("{"u8);
        foreach (var member in _members!)
        {
            if (member.Node is not { } node) continue;
            output.Name(member.Name, ref first);
            var length = pointer.Append(member.Name);
            if (!node.TryWrite(output, notes, pointer, depth + 1)) return false;
            pointer.CutTo(length);
        }
        output.Json("}"u8);
        return true;
    }

    private bool TryWriteItems(Utf8Output output, List<KeyValuePair<string, TypeNote>> notes, PointerBuilder pointer, int depth)
    {
        var first = true;
        output.Json("["u8);
        var index = 0;
        foreach (var item in _items!.Items)
        {
            output.Separator(ref first);
            var length = pointer.Append(index++);
            if (!item.TryWrite(output, notes, pointer, depth + 1)) return false;
            pointer.CutTo(length);
        }
        output.Json("]"u8);
        return true;
    }

    /// <summary>A member of an object. It keeps its position when it is removed, and has no node from then on.</summary>
    private sealed class Member(string name)
    {
        public string Name { get; } = name;

        public PatchNode? Node { get; set; }
    }
}
