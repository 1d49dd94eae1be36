using PSSnapshots.Core.Tests.Support;
using PSSnapshots.Values;

namespace PSSnapshots.Core.Tests.Patching;

/// <summary>The public JSON Patch test suite, where it stands beside the repository; it is not part of it.</summary>
public class PublicSuiteTests
{
    [Theory]
    [InlineData("tests.json", 90)]
    [InlineData("spec_tests.json", 15)]
    public void Every_case_of_the_suite_passes(string file, int atLeast)
    {
        var path = Path.Combine(Repository.Root, "..", "shared", "json-patch-tests", file);
        if (!File.Exists(path)) Assert.Skip($"The public JSON Patch test suite is not at {Path.GetFullPath(path)}.");
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
        Assert.True(count >= atLeast, $"Only {count} cases were read.");
    }
}
