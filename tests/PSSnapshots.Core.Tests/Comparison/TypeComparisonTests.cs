using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Comparison;

/// <summary>Values of different types are equal if they represent the same data. IncludeType reports their types as changes.</summary>
public class TypeComparisonTests
{
    private static readonly ComparisonOptions WithTypes = new() { IncludeType = true };

    /// <summary>Two equal values, each as JSON and type note, and the type names to report. The names are empty if the types are equal.</summary>
    public static TheoryData<string, string, string, string, string, string> EqualValues => new()
    {
        { "1", "", "1", "int64", "Int32", "Int64" },
        { "1", "", "1.0", "", "Int32", "Double" },
        { "1", "int64", "1.00", "decimal", "Int64", "Decimal" },
        { "1.0", "decimal", "1.000", "decimal", "", "" },
        { "1", "bigInteger", "1", "byte", "BigInteger", "Byte" },
        { "\"a\"", "", "\"a\"", "char", "String", "Char" },
        { "\"1.2\"", "version", "\"1.2\"", "", "Version", "String" },
        { "{\"a\":1}", "", "{\"a\":1}", "hashtable", "PSCustomObject", "Hashtable" },
        { "{\"a\":1}", "orderedDictionary", "{\"a\":1}", "dictionary", "OrderedDictionary", "Dictionary[String,Object]" },
        { "[1]", "", "[1]", "arrayList", "Object[]", "ArrayList" },
        { "[1]", "list", "[1]", "hashSet", "List[Object]", "HashSet[Object]" },
        { "\"AQL/\"", "bytes", "[1,2,255]", "", "Byte[]", "Object[]" },
        { "\"\"", "bytes", "[]", "", "Byte[]", "Object[]" },
        { "\"2024-03-31T12:00:00.0000000+02:00\"", "dateTimeOffset", "\"2024-03-31T10:00:00.0000000+00:00\"", "dateTimeOffset", "", "" },
        { "\"2024-03-31T12:00:00.0000000+02:00\"", "dateTime", "\"2024-03-31T10:00:00.0000000Z\"", "dateTime", "", "" },
        { "\"2024-03-31T12:00:00.0000000+02:00\"", "dateTimeOffset", "\"2024-03-31T10:00:00.0000000Z\"", "dateTime", "DateTimeOffset", "DateTime" },
        { "\"2024-03-31T10:00:00.5000000Z\"", "dateTime", "\"2024-03-31T10:00:00.5Z\"", "", "DateTime", "String" },
        { "\"2024-03-31T10:00:00.0000000\"", "dateTime", "\"2024-03-31T10:00:00\"", "", "DateTime", "String" },
    };

    [Theory]
    [MemberData(nameof(EqualValues))]
    public void Compare_reports_equal_values_of_different_types_only_with_IncludeType(
        string from, string fromType, string to, string toType, string fromName, string toName)
    {
        foreach (var (open, close) in new[] { ("", ""), ("[0,", ",0]"), ("{\"b\":0,\"a\":", ",\"c\":0}") })
        {
            var pointer = open.Length == 0 ? "" : open[0] == '[' ? "/1" : "/a";
            var (first, second) = (State(open + from + close, pointer, fromType), State(open + to + close, pointer, toType));

            foreach (var (before, after) in new[] { (first, second), (second, first) })
            {
                Assert.Empty(StateComparison.Compare(before, after));
                Assert.Contains(StateComparison.Compare(before, after, new ComparisonOptions { IncludeEqual = true }), change => (change.Path, change.Kind) == ("/executionContext/k", ChangeKind.Equal));
                Assert.Equal(Group(before, after).Changes, []);
            }
            var typed = StateComparison.Compare(first, second, WithTypes).Select(change => change.ToString());
            Assert.Equal(fromName == toName ? [] : [$"Changed /executionContext/k{pointer}: {from} ({fromName}) -> {to} ({toName})"], typed);
        }
    }

    [Theory]
    [InlineData("1", "", "\"1\"", "")]
    [InlineData("true", "", "\"true\"", "")]
    [InlineData("null", "", "\"\"", "")]
    [InlineData("1", "", "[1]", "")]
    [InlineData("\"AQI=\"", "bytes", "[1,2,3]", "")]
    [InlineData("\"AQI=\"", "bytes", "[1]", "")]
    [InlineData("\"AQI=\"", "", "[1,2]", "")]
    [InlineData("\"2024-03-31T12:00:00.0000000+02:00\"", "", "\"2024-03-31T10:00:00.0000000+00:00\"", "")]
    [InlineData("\"2024-03-31T12:00:00.0000000+02:00\"", "dateTimeOffset", "\"2024-03-31T12:00:00.0000000+01:00\"", "dateTimeOffset")]
    [InlineData("\"2024-03-31T10:00:00.0000000\"", "dateTime", "\"2024-03-31T10:00:00.0000000Z\"", "dateTime")]
    [InlineData("\"2024-03-31T10:00:00.0000001Z\"", "dateTime", "\"2024-03-31T10:00:00.0000000Z\"", "dateTime")]
    [InlineData("{\"A\":1}", "hashtable", "{\"a\":1}", "hashtable")]
    [InlineData("[1,2]", "list", "[2,1]", "list")]
    public void Compare_reports_unequal_values_of_any_type(string from, string fromType, string to, string toType)
    {
        Assert.NotEmpty(StateComparison.Compare(State(from, "", fromType), State(to, "", toType)));
        Assert.NotEmpty(StateComparison.Compare(State(to, "", toType), State(from, "", fromType)));
    }

    [Fact]
    public void Compare_ignores_the_order_of_set_items()
    {
        var from = State("[1,{\"a\":1,\"b\":2},3]", "", "hashSet");

        Assert.Empty(StateComparison.Compare(from, State("[3,{\"b\":2,\"a\":1.0},1]", "", "hashSet")));
        Assert.Equal(
            ["Removed /executionContext/k/2: 3", "Added /executionContext/k/0: 4"],
            StateComparison.Compare(from, State("[4,{\"b\":2,\"a\":1},1]", "", "hashSet")).Select(change => change.ToString()));
    }

    [Fact]
    public void IncludeType_reports_types_of_set_items()
    {
        var from = State("[1,\"a\"]", "", "hashSet");
        var to = State("[\"a\",1.0]", "", "hashSet");

        Assert.Empty(StateComparison.Compare(from, to));
        Assert.Equal(
            ["Changed /executionContext/k/1: 1 (Int32) -> 1.0 (Double)"],
            StateComparison.Compare(from, to, WithTypes).Select(change => change.ToString()));
    }

    [Fact]
    public void Compare_matches_array_items_of_different_types_by_value()
    {
        var numbers = string.Join(',', Enumerable.Range(0, 40));
        var doubles = string.Join(',', Enumerable.Range(0, 40).Select(number => $"{number}.0"));

        Assert.Equal(
            ["Added /executionContext/k/0: \"new\""],
            StateComparison.Compare(State($"[{numbers}]", "", ""), State($"[\"new\",{doubles}]", "", "list")).Select(change => change.ToString()));
    }

    [Fact]
    public void IncludeType_reports_types_of_dictionary_keys()
    {
        var (text, number) = (State("{\"1\":2}", "", "hashtable"), State("{\"1\":2}", "/1~", "int32"));

        Assert.Empty(StateComparison.Compare(text, number));
        Assert.Equal(
            ["Changed /executionContext/k: {\"1\":2} (Hashtable) -> {\"1\":2} (PSCustomObject with keys of Int32)"],
            StateComparison.Compare(text, number, WithTypes).Select(change => change.ToString()));
    }

    [Fact]
    public void IncludeType_reports_the_type_of_an_object_and_the_changes_inside_it()
    {
        Assert.Equal(
            ["Changed /executionContext/k/a: 1 -> 2", "Changed /executionContext/k: {\"a\":1} (PSCustomObject) -> {\"a\":2} (Hashtable)"],
            StateComparison.Compare(State("{\"a\":1}", "", ""), State("{\"a\":2}", "", "hashtable"), WithTypes).Select(change => change.ToString()));
    }

    private static DifferenceGroup Group(RunState reference, RunState state)
    {
        var grouping = new DifferenceGrouping(reference);
        grouping.Add(new SnapshotManager(timeProvider: new FakeClock()).Create(new RunStore(state)));
        return Assert.Single(grouping.ToGroups());
    }

    private static RunState State(string json, string pointer, string type)
    {
        var store = Sample.Store();
        var notes = type.Length == 0 ? null : TypeNotes.Read(Json.Of($"{{\"{pointer}\":\"{type}\"}}").Slice);
        store.SetContext("k", new JsonValue(Json.Of(json).Slice, notes));
        return store.State;
    }
}
