using System.Text.RegularExpressions;
using System.Xml.Linq;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Conventions;

/// <summary>Messages, the error ids that they name, and the tests that assert those.</summary>
public sealed partial class ErrorIdTests
{
    private static readonly string[] NoErrorIds =
    [
        // The parameter binder reports the first two under ids of its own, and the others of this line are warnings.
        "InvalidInterval", "IntervalOutOfRange", "StoreProblem", "TriggerFailed", "ValueLeftOut", "NotAllHeld",
        "EarlierSnapshotsGone", "PointerNotFound", "PointerNotMatched",
        // Questions, and the reasons of a step's own failure.
        "ConfirmRunAgain", "ConfirmRunAgainCaption", "StepLeft", "StepTimedOut",
    ];

    private static readonly string Sources = Path.Combine(RepositoryPaths.Root, "src", "PSSnapshots");

    private static readonly string[] InResources =
        [.. XDocument.Load(Path.Combine(Sources, "Messages.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value)];

    /// <summary>The messages whose names are error ids.</summary>
    internal static IEnumerable<string> ErrorIds => InResources.Except(NoErrorIds);

    private static string[] InSources() =>
        [.. SourcesIn(Sources).SelectMany(text => MessageName().Matches(text)).Select(match => match.Groups[1].Value).Distinct().Except(["ResourceManager"])];

    private static IEnumerable<string> SourcesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [Fact]
    public void EveryMessageThatIsUsedExistsAndEveryOneThatExistsIsUsed() =>
        Assert.Equal(InResources.Order(StringComparer.Ordinal), InSources().Order(StringComparer.Ordinal));

    [Fact]
    public void EveryErrorIdIsAssertedByATest()
    {
        string tests = string.Concat(SourcesIn(Path.Combine(RepositoryPaths.Root, "tests", "PSSnapshots.Tests")));

        Assert.All(ErrorIds, id => Assert.Contains($"\"{id},PSSnapshots.Commands.", tests, StringComparison.Ordinal));
    }

    [Fact]
    public void NoErrorIdStandsInTheCodeAsText() =>
        Assert.All(SourcesIn(Sources), text => Assert.DoesNotMatch("new ErrorRecord\\([^;]*\"[A-Z][A-Za-z]+\"\\s*,\\s*ErrorCategory", text));

    [GeneratedRegex(@"\bMessages\.([A-Z]\w+)")]
    private static partial Regex MessageName();
}
