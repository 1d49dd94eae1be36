using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>The colors of a comparison as text, which depend on the host. The text itself is tested in <c>tests/Pester</c>.</summary>
public sealed class CompareTextTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Text_is_colored_only_if_the_host_supports_it(bool showsColors)
    {
        using ModuleEngine engine = new(new RecordingHost(showsColors));
        bool colored = showsColors && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

        string[] lines = [.. engine.Invoke("""
            $run = New-WorkflowRun deploy r; $manager = New-RunSnapshotManager
            $before = New-RunSnapshot $run -Manager $manager; Set-WorkflowRun $run -Status Failed
            Compare-RunSnapshot $before $run -Path /status -As Text
            """).Select(line => line.ToString())];

        Assert.Equal(colored ? "\u001b[31m- \"INITIAL\"\u001b[0m" : "- \"INITIAL\"", lines[3]);
        Assert.Equal(colored ? "\u001b[32m+ \"FAILED\"\u001b[0m" : "+ \"FAILED\"", lines[4]);
        Assert.All(lines, line => Assert.Equal(colored, line.Contains('\u001b', StringComparison.Ordinal)));
    }
}
