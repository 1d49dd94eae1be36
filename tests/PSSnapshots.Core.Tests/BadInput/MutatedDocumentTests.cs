using System.Text;
using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Repair;
using PSSnapshots.Serialization;

namespace PSSnapshots.Core.Tests.BadInput;

/// <summary>Changes, moves, duplicates and removes random parts of exports. Each result is valid, rejected or repaired as documented.</summary>
public class MutatedDocumentTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud800", "\n", "   ", "\0", "\uFEFF", "1e999", "-", "null", "true",
        "\"data\":", "\"snapshot\":", "\"runId\":\"x\",", "\"valueTypes\":{\"/input\":\"guid\"},", "\"v\\u0061lueTypes\":{},", "\"stepResults\":{", "{\"data\":\"", "{}x",
    ];

    [Fact]
    public void Mutated_document_is_read_or_causes_a_documented_exception()
    {
        var random = new Random(4711);
        foreach (var source in Sources())
            for (var i = 0; i < 300; i++)
            {
                var document = Mutate(source, random, out var positions);
                AssertDocumented(document, positions);
            }
    }

    private static IEnumerable<byte[]> Sources()
    {
        var snapshot = Sample.FullSnapshot();
        var compact = SnapshotWriter.ToJson(snapshot, compress: true);
        yield return Encoding.UTF8.GetBytes(compact);
        yield return Encoding.UTF8.GetBytes(SnapshotWriter.ToJson(snapshot));
        yield return Encoding.Unicode.GetBytes(compact);
        yield return [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(SnapshotWriter.ToJson(snapshot))];
        yield return Encoding.UTF8.GetBytes($"{{\"runId\":\"deploy-7\",\"data\":{JsonValue.From(SnapshotWriter.ToJson(snapshot))}}}");
        yield return Encoding.UTF8.GetBytes($"{{\n  \"snapshot\": {SnapshotWriter.ToJson(snapshot)},\n  \"createdAt\": 1\n}}");
    }

    private static byte[] Mutate(byte[] source, Random random, out string positions)
    {
        var document = source.ToList();
        var steps = new List<string>();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            var at = random.Next(document.Count);
            var length = Math.Min(random.Next(1, 40), document.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    document[at] = (byte)random.Next(256);
                    break;
                case 1 when document.Count > 60:
                    document.RemoveRange(at, length);
                    break;
                case 2:
                    document.InsertRange(random.Next(document.Count), document.GetRange(at, length));
                    break;
                case 3 when document.Count > 60:
                    document.RemoveRange(Math.Max(60, at), document.Count - Math.Max(60, at));
                    break;
                default:
                    document.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
            }
            steps.Add($"{at}");
        }
        positions = string.Join(' ', steps);
        return [.. document];
    }

    private static void AssertDocumented(byte[] document, string positions)
    {
        try
        {
            var violations = SnapshotReader.Validate(document);
            Assert.All(violations.Concat(SnapshotReader.Inspect(document)), violation => Assert.InRange(violation.ByteOffset, 0, document.Length));
            if (violations.Count == 0) AssertKept(SnapshotReader.Read([.. document]));
            else Assert.Throws<SnapshotFormatException>(() => SnapshotReader.Read([.. document]));
            var repair = SnapshotRepairer.Repair([.. document]);
            Assert.All(repair.Lost, part => Assert.InRange(part.ByteOffset + part.Length, 0, document.Length));
            AssertKept(repair.Snapshot);
        }
        catch (SnapshotRepairException)
        {
            // A document without any part of a snapshot, or without a run ID, cannot be repaired.
        }
        catch (Exception failure)
        {
            Assert.Fail($"Mutated at {positions}: {Convert.ToBase64String(document)}\n{failure}");
        }
    }

    private static void AssertKept(Snapshot snapshot) => Same.State(snapshot, SnapshotReader.Read(SnapshotWriter.ToJson(snapshot)));
}
