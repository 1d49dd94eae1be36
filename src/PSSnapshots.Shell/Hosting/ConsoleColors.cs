using System.Management.Automation;
using System.Management.Automation.Internal;

namespace PSSnapshots.Shell.Hosting;

/// <summary>Decides where there are colours: only on a terminal, and never when <c>NO_COLOR</c> is set.</summary>
internal static class ConsoleColors
{
    private static readonly bool Wanted = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public static bool OnOutput { get; } = Wanted && Terminal.ShowsOutput;

    public static bool OnErrors { get; } = Wanted && Terminal.ShowsErrors;

    public static string Paint(string text, ConsoleColor foreground, ConsoleColor? background)
    {
        string colors = PSStyle.MapForegroundColorToEscapeSequence(foreground);
        if (background is ConsoleColor color)
            colors += PSStyle.MapBackgroundColorToEscapeSequence(color);
        return Paint(text, colors);
    }

    public static string Paint(string text, string escapeSequence) =>
        escapeSequence.Length == 0 ? text : escapeSequence + text + PSStyle.Instance.Reset;

    public static string Strip(string text) =>
        text.Contains('\e', StringComparison.Ordinal) ? new StringDecorated(text).ToString(OutputRendering.PlainText) : text;
}
