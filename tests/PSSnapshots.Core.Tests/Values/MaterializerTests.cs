using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Numerics;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Values;

public class MaterializerTests
{
    public static TheoryData<object> Scalars =>
    [
        sbyte.MinValue, byte.MaxValue, short.MinValue, ushort.MaxValue, uint.MaxValue, 7L, long.MinValue, ulong.MaxValue,
        BigInteger.One, BigInteger.Pow(10, 50), 1.5f, float.NaN, float.MaxValue, float.NegativeInfinity, 0.1, -0.0, double.Epsilon, double.NaN, double.PositiveInfinity,
        1.10m, decimal.MaxValue, 'x', '\uD800', '"',
        new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1), new DateTime(2025, 1, 2, 3, 4, 5, DateTimeKind.Unspecified),
        new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.FromHours(-5)), new DateOnly(2025, 1, 2), new TimeOnly(3, 4, 5, 6), TimeSpan.FromTicks(-1), TimeSpan.MaxValue,
        (nint)(-1), (nuint)1, Int128.MinValue, UInt128.MaxValue, (Half)0.1, Half.NaN, Half.NegativeInfinity,
        IPAddress.Parse("10.0.0.1"), IPAddress.Parse("fe80::1%3"), new MailAddress("anna@example.com", "Anna \"Ops\" Ä"),
        Guid.Parse("0193d8a0-0000-7000-8000-000000000001"), new Version(1, 2), new Version(1, 2, 3, 4), new Uri("http://h/a b?c"), new Uri("a/b", UriKind.Relative), Array.Empty<byte>(), new byte[] { 0, 255, 1 },
    ];

    [Theory]
    [MemberData(nameof(Scalars), DisableDiscoveryEnumeration = true)]
    public void Scalar_keeps_its_value_and_type_through_export_and_import(object scalar)
    {
        using var output = new Utf8Output();
        Assert.True(ScalarText.TryWrite(scalar, output, out var note));
        var value = new JsonValue(JsonSlice.Of(output.Written), note is { } type ? TypeNotes.Of([new("", type)]) : null);
        var store = Sample.Store();
        store.SetContext("k", value);

        var back = new SnapshotManager().Import(new SnapshotManager().Export(new SnapshotManager().Create(store))).ExecutionContext["k"];

        Assert.IsType(scalar.GetType(), back);
        Assert.Equal(scalar, back);
        if (scalar is decimal) Assert.Equal(((decimal)scalar).Scale, ((decimal)back!).Scale);
        if (scalar is DateTime time) Assert.Equal(time.Kind, ((DateTime)back!).Kind);
        if (scalar is double and 0) Assert.True(double.IsNegative((double)back!));
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("true", true)]
    [InlineData("1", 1)]
    [InlineData("2147483648", 2147483648L)]
    [InlineData("1.0", 1.0)]
    [InlineData("1e2", 100.0)]
    [InlineData("\"a\\u0062\"", "ab")]
    [InlineData("1e400", "1e400")]
    public void ToObject_converts_plain_JSON_to_the_usual_types(string json, object? expected) => Assert.Equal(expected, Json.Of(json).ToObject());

    [Fact]
    public void ToObject_keeps_all_digits_of_an_integer() =>
        Assert.Equal(BigInteger.Parse("123456789012345678901", CultureInfo.InvariantCulture), Json.Of("123456789012345678901").ToObject());

    [Theory]
    [InlineData("\"x\"", TypeNote.DateTime)]
    [InlineData("\"x\"", TypeNote.Guid)]
    [InlineData("\"x\"", TypeNote.Bytes)]
    [InlineData("\"1\"", TypeNote.Byte)]
    [InlineData("300", TypeNote.Byte)]
    [InlineData("1.5", TypeNote.BigInteger)]
    [InlineData("\"xy\"", TypeNote.Char)]
    [InlineData("true", TypeNote.Decimal)]
    public void ToObject_ignores_a_type_note_that_does_not_match_the_text(string json, TypeNote note) =>
        Assert.Equal(Json.Of(json).ToObject(), new JsonValue(Json.Of(json).Slice, TypeNotes.Of([new("", note)])).ToObject());

    [Fact]
    public void ToObject_creates_dictionaries_that_distinguish_names_differing_in_case()
    {
        Assert.Equal(1, Assert.IsType<Hashtable>(Noted("""{"A":1}""", TypeNote.Hashtable))["a"]);
        Assert.Equal(1, Assert.IsType<OrderedDictionary>(Noted("""{"A":1}""", TypeNote.OrderedDictionary))["a"]);
        var variants = Assert.IsType<Hashtable>(Noted("""{"A":1,"a":2}""", TypeNote.Hashtable));
        Assert.Equal((1, 2), (variants["A"], variants["a"]));
    }

    [Fact]
    public void ToObject_applies_type_notes_inside_arrays()
    {
        var value = new JsonValue(Json.Of("""[1,["x"]]""").Slice, TypeNotes.Of([new("/0", TypeNote.Byte), new("/1/0", TypeNote.Char)]));

        var items = Assert.IsType<object?[]>(value.ToObject());

        Assert.Equal((byte)1, items[0]);
        Assert.Equal('x', Assert.Single(Assert.IsType<object?[]>(items[1])));
    }

    [Theory]
    [InlineData("[1,2]", null, TypeNote.Int64, typeof(long[]))]
    [InlineData("[1,2]", TypeNote.List, TypeNote.Int32, typeof(List<int>))]
    [InlineData("[1,2]", TypeNote.List, null, typeof(List<object>))]
    [InlineData("[1,2]", TypeNote.ArrayList, null, typeof(ArrayList))]
    [InlineData("[\"a\",null]", TypeNote.HashSet, TypeNote.String, typeof(HashSet<string>))]
    [InlineData("{\"a\":1}", TypeNote.Dictionary, TypeNote.Byte, typeof(Dictionary<string, byte>))]
    [InlineData("[1,\"x\"]", TypeNote.List, TypeNote.Int32, typeof(List<object>))]
    [InlineData("[1,null]", null, TypeNote.Int32, typeof(object[]))]
    [InlineData("[[]]", null, TypeNote.List, typeof(object[]))]
    [InlineData("{\"a\":1}", TypeNote.List, null, typeof(OrderedDictionary))]
    public void ToObject_creates_a_list_of_the_declared_type_if_all_items_have_it(string json, TypeNote? note, TypeNote? items, Type type)
    {
        var notes = new List<KeyValuePair<string, TypeNote>>();
        if (note is { } own) notes.Add(new("", own));
        if (items is { } declared) notes.Add(new("/~", declared));

        Assert.IsType(type, new JsonValue(Json.Of(json).Slice, TypeNotes.Of(notes)).ToObject());
    }

    [Fact]
    public void ToObject_preserves_key_types_and_keeps_keys_of_equal_value_apart()
    {
        var value = new JsonValue(
            Json.Of("""{"1":"a","01":"b","x":"c"}""").Slice,
            TypeNotes.Of([new("", TypeNote.Hashtable), new("/1~", TypeNote.Int32), new("/01~", TypeNote.Int32), new("/x~", TypeNote.Guid)]));

        var map = Assert.IsType<Hashtable>(value.ToObject());

        Assert.Equal(("a", "b", "c"), (map[1], map["01"], map["x"]));
    }

    [Fact]
    public void Item_has_the_declared_type_of_its_list()
    {
        var list = new JsonValue(Json.Of("""{"a":[1]}""").Slice, TypeNotes.Of([new("/a/~", TypeNote.Int64)]));

        Assert.Equal(TypeNote.Int64, list.GetMember("a")!.Notes!.Under("0")!.Root);
    }

    [Fact]
    public void Changing_an_object_that_was_read_does_not_change_the_snapshot()
    {
        var store = Sample.Store();
        store.UpdateStepResult("s", StepStatus.Completed, Json.Of("""[1]"""));
        var snapshot = new SnapshotManager().Create(store);

        ((object?[])snapshot.StepResults["s"].Output!)[0] = 2;

        Assert.Equal([1], (object?[])snapshot.StepResults["s"].Output!);
    }

    private static object? Noted(string json, TypeNote note) => new JsonValue(Json.Of(json).Slice, TypeNotes.Of([new("", note)])).ToObject();
}
