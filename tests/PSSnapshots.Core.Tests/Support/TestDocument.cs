using System.Text;

namespace PSSnapshots.Core.Tests.Support;

/// <summary>The text of a snapshot, field by field, so that a test can make any field invalid.</summary>
internal sealed class TestDocument
{
    private readonly List<(string Name, string Json)> _fields;

    private TestDocument(IEnumerable<(string Name, string Json)> fields) => _fields = [.. fields];

    /// <summary>The shortest document that is valid.</summary>
    public static TestDocument Minimal { get; } = new(
    [
        ("version", "\"1.0.0\""),
        ("timestamp", "1"),
        ("runId", "\"r\""),
        ("workflowId", "\"w\""),
        ("status", "\"RUNNING\""),
        ("stepResults", "{}"),
        ("executionPath", "[]"),
        ("suspendedPaths", "{}"),
        ("events", "[]"),
        ("executionGraph", "[]"),
        ("logs", "[]"),
        ("executionContext", "{}"),
    ]);

    public IEnumerable<string> Names => _fields.Select(one => one.Name);

    /// <summary>Returns the document with a field replaced, or added at the end if it is missing.</summary>
    public TestDocument With(string name, string json)
    {
        var place = _fields.FindIndex(field => field.Name == name);
        var changed = new TestDocument(_fields);
        if (place >= 0) changed._fields[place] = (name, json);
        else changed._fields.Add((name, json));
        return changed;
    }

    /// <summary>Returns the document with an added field, even if the field already exists.</summary>
    public TestDocument Plus(string name, string json) => new(_fields.Append((name, json)));

    public TestDocument Without(string name) => new(_fields.Where(field => field.Name != name));

    public TestDocument WithOutput(string json) => With("stepResults", $$$"""{"s":{"status":"completed","output":{{{json}}}}}""");

    public byte[] Utf8() => Encoding.UTF8.GetBytes(ToString());

    /// <summary>Returns the compact text of the document. Names are written unchanged.</summary>
    public override string ToString() => "{" + string.Join(',', _fields.Select(field => $"\"{field.Name}\":{field.Json}")) + "}";
}
