using System.Text.Json.Nodes;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Schema;

/// <summary>
/// The JSON schema in the module and the validator accept the same documents, except for rules that a schema cannot
/// express: syntax, encoding, depth, duplicate fields, and integers that are not written as integers (1.0, 1e2).
/// </summary>
public class SchemaAgreesWithValidatorTests
{
    private const string Rich = """
        {
          "version": "1.1.0", "id": "i", "sequence": 3, "label": "l", "parent": "p",
          "timestamp": 1795407293704, "runId": "r", "workflowId": "w", "status": "RUNNING", "input": {"a": 1},
          "stepResults": {
            "build": {"status": "completed", "output": {"x": 1}, "valueTypes": {"/output/x": "decimal"}, "extra": true},
            "ask": {"status": "suspended", "error": {"name": "E"}, "suspendedPath": [1, -2], "attempts": 2, "plan": [1], "resumeData": null}
          },
          "executionPath": [0, 1],
          "suspendedPaths": {"ask": [1, -2]},
          "events": [
            {
              "type": "StepStatusUpdate", "timestamp": 1, "runId": "r", "workflowId": "w", "description": "d",
              "payload": {"stepId": "build"}, "metadata": {"m": 1}, "valueTypes": {"/metadata/m": "int64"}, "extra": null
            }
          ],
          "executionGraph": [{"type": "step"}],
          "result": null, "error": "text",
          "logs": [
            {
              "timestamp": 1.5, "type": "step", "description": "d", "metadata": {}, "status": "RUNNING",
              "stepStatus": "completed", "stepId": "build", "stepResult": {"status": "completed"},
              "valueTypes": {"/metadata": "hashtable"}, "extra": []
            }
          ],
          "executionContext": {"k": 1},
          "valueTypes": {"/executionContext/k": "unheardOf"},
          "extra": {"kept": true}
        }
        """;

    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "1.5", "-0.5", "2147483647", "2147483648", "-2147483648", "-2147483649",
        "253402300799999", "253402300800000", "-62135596800000", "-62135596800001", "1e15",
        "\"\"", "\"text\"", "\"1.0\"", "\"1\"", "\"1.2.3\"", "\"1.2.3.4\"", "\"2.0.0\"", "\"01.0\"", "\"1.\"", "\"1.0 \"",
        "\"RUNNING\"", "\"Running\"", "\"running\"", "\"FAILED\"", "\"failed\"", "\"DONE\"", "\"status\"", "\"step\"", "\"STEP\"",
        "\"WorkflowStatusUpdate\"", "\"workflowStatusUpdate\"",
        "[]", "[0]", "[\"0\"]", "[null]", "[[]]", "[{}]", "[1.5]", "[2147483648]",
        "{}", """{"a":1}""", """{"a":"decimal"}""", """{"a":[]}""", """{"a":[0]}""", """{"a":["x"]}""", """{"a":{}}""",
        """{"a":{"status":"running"}}""", """{"a":{"status":"RUNNING"}}""", """{"a":null}""",
    ];

    public static TheoryData<string> Documents => [.. OriginalFiles.Names.Select(OriginalFiles.Text), Rich, TestDocument.Minimal.ToString()];

    [Theory]
    [MemberData(nameof(Documents), DisableDiscoveryEnumeration = true)]
    public void Schema_and_validator_accept_valid_documents(string document)
    {
        Assert.Empty(SnapshotReader.Validate(document));
        Assert.Empty(SchemaFile.Shipped.Errors(document));
    }

    [Fact]
    public void Schema_and_validator_agree_when_one_value_is_missing()
    {
        foreach (var (description, document) in PathsIn(JsonNode.Parse(Rich)!).Select(Without)) Agree(description, document);
    }

    [Fact]
    public void Schema_and_validator_agree_when_one_value_is_replaced()
    {
        var verdicts = new HashSet<bool>();
        foreach (var path in PathsIn(JsonNode.Parse(Rich)!))
            foreach (var value in Values) verdicts.Add(Agree($"{path} is {value}", Replaced(path, value)));
        Assert.Equal([false, true], verdicts.Order());
    }

    [Fact]
    public void Schema_and_validator_agree_when_a_field_of_an_original_file_is_missing_or_replaced()
    {
        foreach (var text in OriginalFiles.Names.Select(OriginalFiles.Text))
        {
            foreach (var field in JsonNode.Parse(text)!.AsObject().Select(member => member.Key))
            {
                var incomplete = JsonNode.Parse(text)!.AsObject();
                incomplete.Remove(field);
                Agree($"{field} is missing", incomplete.ToJsonString());
                foreach (var value in Values)
                {
                    var changed = JsonNode.Parse(text)!.AsObject();
                    changed[field] = JsonNode.Parse(value);
                    Agree($"{field} is {value}", changed.ToJsonString());
                }
            }
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("1")]
    [InlineData("\"text\"")]
    public void Schema_and_validator_reject_documents_that_are_not_snapshots(string document)
    {
        Assert.NotEmpty(SnapshotReader.Validate(document));
        Assert.NotEmpty(SchemaFile.Shipped.Errors(document));
    }

    [Fact]
    public void Schema_and_validator_accept_every_type_note()
    {
        var notes = string.Join(',', TypeNotes.Names.Select(name => $"\"/executionContext/{name}\":\"{name}\""));

        Assert.True(Agree("all notes", TestDocument.Minimal.With("valueTypes", $"{{{notes}}}").ToString()));
    }

    [Fact]
    public void Schema_accepts_exported_snapshots()
    {
        Assert.Empty(SchemaFile.Shipped.Errors(new SnapshotManager().Export(Sample.FullSnapshot())));
        Assert.All(OriginalFiles.Names, name => Assert.Empty(SchemaFile.Shipped.Errors(new SnapshotManager().Export(SnapshotReader.Read(OriginalFiles.Text(name))))));
    }

    /// <summary>Asserts that the schema and the validator agree, and returns whether they accept the document.</summary>
    private static bool Agree(string description, string document)
    {
        var violations = SnapshotReader.Validate(document);
        var errors = SchemaFile.Shipped.Errors(document);
        Assert.True(
            (violations.Count == 0) == (errors.Count == 0),
            $"{description}: the validator reports [{string.Join("; ", violations)}], the schema reports [{string.Join("; ", errors)}].");
        return violations.Count == 0;
    }

    /// <summary>Returns the path of each member and item at any depth.</summary>
    private static IEnumerable<string[]> PathsIn(JsonNode node) => node switch
    {
        JsonObject members => members.SelectMany(member => PathsBelow(member.Key, member.Value)),
        JsonArray items => items.SelectMany((item, index) => PathsBelow(index.ToString(System.Globalization.CultureInfo.InvariantCulture), item)),
        _ => [],
    };

    private static IEnumerable<string[]> PathsBelow(string token, JsonNode? node)
    {
        yield return [token];
        if (node is null) yield break;
        foreach (var path in PathsIn(node)) yield return [token, .. path];
    }

    private static (string Description, string Document) Without(string[] path)
    {
        var root = JsonNode.Parse(Rich)!;
        var (parent, last) = Parent(root, path);
        if (parent is JsonObject members) members.Remove(last);
        else parent.AsArray().RemoveAt(IndexOf(last));
        return ($"{string.Join('/', path)} is missing", root.ToJsonString());
    }

    private static string Replaced(string[] path, string value)
    {
        var root = JsonNode.Parse(Rich)!;
        var (parent, last) = Parent(root, path);
        if (parent is JsonObject members) members[last] = JsonNode.Parse(value);
        else parent.AsArray()[IndexOf(last)] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    private static (JsonNode Parent, string Last) Parent(JsonNode root, string[] path)
    {
        var parent = root;
        foreach (var token in path[..^1]) parent = parent is JsonObject members ? members[token]! : parent.AsArray()[IndexOf(token)]!;
        return (parent, path[^1]);
    }

    private static int IndexOf(string token) => int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
}
