using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Patching;

/// <summary>Runs the public JSON Patch test suite, which is not part of the repository. Skipped if it is not found beside it.</summary>
public class JsonPatchSuiteTests
{
    [Theory]
    [InlineData("tests.json", 90)]
    [InlineData("spec_tests.json", 15)]
    public void Apply_passes_every_case_of_the_public_suite(string file, int minimum)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "json-patch-tests", file);
        if (!File.Exists(path)) Assert.Skip($"The public JSON Patch test suite was not found at {Path.GetFullPath(path)}.");
        var count = 0;
        foreach (var item in JsonScan.Items(Json.Of(File.ReadAllText(path)).Slice))
        {
            var test = new JsonValue(item);
            if (test.GetMember("doc") is not { } document || test.GetMember("patch") is not { } patch || test.GetMember("disabled") is not null) continue;
            count++;
            if (test.GetMember("error") is { } error)
            {
                var failure = Record.Exception(() => JsonPatch.Parse(patch.ToString()).Apply(document));
                Assert.True(failure is InvalidPatchException or PatchFailedException, $"{error}: {test}: {failure}");
            }
            else
            {
                var result = JsonPatch.Parse(patch.ToString()).Apply(document);
                Assert.True(test.GetMember("expected") is not { } expected || expected.Equals(result), $"{test}: {result}");
            }
        }
        Assert.True(count >= minimum, $"Only {count} cases were read.");
    }
}
