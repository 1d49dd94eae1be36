using System.Text.RegularExpressions;
using System.Xml.Linq;
using PSSnapshots.Tests.Hosting;

namespace PSSnapshots.Tests.Conventions;

/// <summary>Messages, the error IDs that they name, and where those are asserted and documented.</summary>
public sealed partial class ErrorIdTests
{
    private static readonly string[] NoErrorIds =
    [
        // The parameter binder reports the first two under ids of its own, and the others of this line are warnings.
        "InvalidInterval", "IntervalOutOfRange", "StoreProblem", "TriggerFailed", "ValueLeftOut", "NotAllHeld",
        "EarlierSnapshotsGone", "PointerNotFound", "PointerNotMatched", "StoreWarning", "OlderCheckpoint",
        // What is shown after Ctrl+C.
        "Interrupted", "InterruptedInSession", "InterruptedWithoutPath",
        "SourceMissing",
        // The binder reports the first, the second is the message of NoRunFields, and the last is verbose.
        "InvalidName", "NoFieldSource", "MembersNotCaptured",
        // Further messages of InvalidDefinition.
        "InvalidWordParameter", "NotAnElement",
        // Questions, and the reasons of a step's own failure.
        "ConfirmRunAgain", "ConfirmRunAgainCaption", "ChoiceYes", "ChoiceNo", "StepLeft", "StepTimedOut", "ContextConflict",
        // The messages of RunFailed, and the place that they name.
        "StepFailed", "StepFailedAt", "LineOfFile", "LineOfScript",
        // Further messages of DefinitionMissing and DefinitionChanged.
        "DefinitionMissingAtStart", "DefinitionFileMissing", "DefinitionFileChanged",
    ];

    private static readonly string Sources = Path.Combine(RepositoryPaths.Root, "src", "PSSnapshots");

    private static readonly string[] InResources =
        [.. XDocument.Load(Path.Combine(Sources, "Messages.resx")).Root!.Elements("data").Select(data => data.Attribute("name")!.Value)];

    /// <summary>The messages whose names are error IDs.</summary>
    private static IEnumerable<string> ErrorIds => InResources.Except(NoErrorIds);

    private static string[] InSources() =>
        [.. SourcesIn(Sources, "*.cs").SelectMany(text => MessageName().Matches(text)).Select(match => match.Groups[1].Value).Distinct().Except(["ResourceManager"])];

    private static IEnumerable<string> SourcesIn(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [Fact]
    public void Every_message_is_used_and_every_message_that_is_used_exists() =>
        Assert.Equal(InResources.Order(StringComparer.Ordinal), InSources().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_error_ID_is_asserted_by_a_test()
    {
        HashSet<string> asserted = [.. SourcesIn(Path.Combine(RepositoryPaths.Root, "tests", "PSSnapshots.Tests"), "*.cs")
            .Concat(SourcesIn(RepositoryPaths.PesterTests, "*.ps1"))
            .SelectMany(text => AssertedErrorId().Matches(text)).Select(match => match.Groups[1].Value)];

        Assert.Empty(ErrorIds.Except(asserted));
    }

    [Fact]
    public void Every_error_ID_has_a_category_in_the_table()
    {
        string table = File.ReadAllText(Path.Combine(Sources, "Errors", "ErrorTable.cs"));

        Assert.Equal(
            ErrorIds.Order(StringComparer.Ordinal),
            MessageName().Matches(table).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Error_records_are_created_in_one_place()
    {
        IEnumerable<string> creators = Directory.EnumerateFiles(Sources, "*.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadAllText(path).Contains("new ErrorRecord(", StringComparison.Ordinal) || ErrorRecordOfTarget().IsMatch(File.ReadAllText(path)))
            .Select(path => Path.GetFileName(path)!);

        Assert.Equal(["ErrorRecords.cs"], creators);
    }

    [Fact]
    public void The_about_topic_lists_the_error_IDs()
    {
        string topic = File.ReadAllText(Path.Combine(RepositoryPaths.StagedModule, "en-US", "about_Snapshots.help.txt"));

        Assert.Equal(
            ErrorIds.Order(StringComparer.Ordinal),
            ErrorIdLine().Matches(topic).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal));
    }

    // A member whose body is "new(failure, id, category, target)".
    [GeneratedRegex(@"\bErrorRecord \w+\([^;{]*=>\s*new\(")]
    private static partial Regex ErrorRecordOfTarget();

    [GeneratedRegex(@"\bMessages\.([A-Z]\w+)")]
    private static partial Regex MessageName();

    // A fully qualified error ID, such as "FileNotFound,PSSnapshots.Commands.ImportRunSnapshotCommand" or "FileNotFound,$class".
    [GeneratedRegex(@"['""](\w+),(?:PSSnapshots\.Commands\.|\{Class\}|\$)")]
    private static partial Regex AssertedErrorId();

    [GeneratedRegex(@"(?<=\nERRORS\n[\s\S]*)^ {8}([A-Z]\w+) {2,}\S(?=[\s\S]*\nMESSAGES\n)", RegexOptions.Multiline)]
    private static partial Regex ErrorIdLine();
}
