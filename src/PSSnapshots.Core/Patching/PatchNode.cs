using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots.Patching;

/// <summary>
/// A value while it is patched. It stays one frozen value until an operation reaches into it; so a patch costs the
/// ways to what it changes, and the rest is copied as it is.
/// </summary>
internal sealed class PatchNode(JsonValue value)
{
    /// <summary>Deeper than any valid snapshot, and far from what a thread's stack cannot hold.</summary>
    private const int MaxDepth = 2 * JsonValue.MaxDepth;

    private JsonValue? _frozen = value;
    private TypeNote? _note;
    private ChunkedList<PatchNode>? _items;
    private List<Member>? _members;
    private Dictionary<string, Member>? _membersByName;

    private PatchNode(JsonSlice slice, TypeNotes? notes)
        : this(new JsonValue(slice, notes))
    {
    }

    public JsonKind Kind => _frozen?.Kind ?? (_items is null ? JsonKind.Object : JsonKind.Array);

    /// <summary>The items of an array, to read and to change.</summary>
    public ChunkedList<PatchNode> Items
    {
        get
        {
            Open();
            return _items!;
        }
    }

    public PatchNode? GetMember(string name)
    {
        Open();
        return _membersByName!.GetValueOrDefault(name)?.Node;
    }

    /// <summary>Sets a member in its place, or at the end where there is none of its name.</summary>
    public void SetMember(string name, PatchNode node)
    {
        Open();
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
        Open();
        if (_membersByName!.Remove(name, out var member)) member.Node = null;
    }

    /// <summary>The value as it is now.</summary>
    /// <returns>The value, or <see langword="null"/> where it is nested too deep to be one.</returns>
    public JsonValue? ToValue()
    {
        if (_frozen is not null) return _frozen;
        using var output = new Utf8Output();
        var notes = new List<KeyValuePair<string, TypeNote>>();
        return TryWrite(output, notes, new PointerBuilder(), 0) ? new JsonValue(JsonSlice.Of(output.Written), TypeNotes.Of(notes)) : null;
    }

    private void Open()
    {
        if (_frozen is not { } value) return;
        _frozen = null;
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
        if (_frozen is { } value)
        {
            output.Json(value.Utf8);
            if (value.Notes is { } own) notes.AddRange(own.Pairs.Select(pair => KeyValuePair.Create(pointer.With(pair.Key), pair.Value)));
            return true;
        }
        if (_note is { } note) notes.Add(new(pointer.ToString(), note));
        var first = true;
        output.Json(_items is null ? "{"u8 : "["u8);
        var index = 0;
        foreach (var item in _items?.Items ?? [])
        {
            output.Separator(ref first);
            var before = pointer.Append(index++);
            if (!item.TryWrite(output, notes, pointer, depth + 1)) return false;
            pointer.CutTo(before);
        }
        foreach (var member in _members ?? [])
        {
            if (member.Node is not { } node) continue;
            output.Name(member.Name, ref first);
            var before = pointer.Append(member.Name);
            if (!node.TryWrite(output, notes, pointer, depth + 1)) return false;
            pointer.CutTo(before);
        }
        output.Json(_items is null ? "}"u8 : "]"u8);
        return true;
    }

    /// <summary>A member in its place; without a node it was removed.</summary>
    private sealed class Member(string name)
    {
        public string Name { get; } = name;

        public PatchNode? Node { get; set; }
    }
}
