using PSSnapshots.Tests.Hosting;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Cmdlets;

/// <summary>The colors of a comparison as text on hosts. The text itself is tested in <c>tests/Pester</c>.</summary>
public sealed class CompareTextTests
{
    private const string Compare = """
        $run = New-WorkflowRun deploy r; $manager = New-RunSnapshotManager
        $before = New-RunSnapshot $run -Manager $manager; Set-WorkflowRun $run -Status Failed
        Compare-RunSnapshot $before $run -Path /status -As Text
        """;

    [Fact]
    public void Text_that_is_captured_has_no_colors_on_a_host_that_supports_them()
    {
        using ModuleEngine engine = new(new RecordingHost(true));

        Assert.All(engine.Invoke(Compare), line => Assert.DoesNotContain('\u001b', line.ToString()));
    }

    [Fact]
    public void Text_that_is_shown_is_colored_on_a_host_that_supports_colors()
    {
        RecordingHost host = new(true);
        using ModuleEngine engine = new(host);
        bool colored = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

        engine.Invoke($"& {{ {Compare} }} | Out-Default");

        Assert.Contains(colored ? "\u001b[31m- \"INITIAL\"\u001b[0m" : "- \"INITIAL\"", host.Shown.Select(line => line.TrimEnd()));
        Assert.Contains(colored ? "\u001b[32m+ \"FAILED\"\u001b[0m" : "+ \"FAILED\"", host.Shown.Select(line => line.TrimEnd()));
    }
}
