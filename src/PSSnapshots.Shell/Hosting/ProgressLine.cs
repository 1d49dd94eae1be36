using System.Diagnostics;
using System.Management.Automation;

namespace PSSnapshots.Shell.Hosting;

/// <summary>The latest progress, on one line of the terminal that the next output takes over.</summary>
internal sealed class ProgressLine
{
    private const int BarWidth = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private long _shownAt;
    private bool _visible;

    public void Show(ProgressRecord record)
    {
        if (!Terminal.ShowsOutput)
            return;

        if (record.RecordType == ProgressRecordType.Completed)
        {
            Erase();
            return;
        }

        if (_shownAt != 0 && Stopwatch.GetElapsedTime(_shownAt) < Interval)
            return;

        _shownAt = Stopwatch.GetTimestamp();
        _visible = true;
        Console.Out.Write("\r" + Fit(Describe(record), Terminal.Width - 1) + "\e[K");
    }

    public void Erase()
    {
        if (!_visible)
            return;

        _visible = false;
        Console.Out.Write("\r\e[K");
    }

    private static string Describe(ProgressRecord record)
    {
        string text = $"{record.Activity}: {record.StatusDescription}";
        if (!string.IsNullOrEmpty(record.CurrentOperation))
            text += $" ({record.CurrentOperation})";
        if (record.PercentComplete < 0)
            return text;

        int filled = Math.Min(record.PercentComplete, 100) * BarWidth / 100;
        return $"[{new string('#', filled)}{new string(' ', BarWidth - filled)}] {record.PercentComplete,3}% {text}";
    }

    private static string Fit(string text, int width)
    {
        text = text.ReplaceLineEndings(" ");
        while (CellWidth.Of(text) > width)
            text = text[..^1];
        return text;
    }
}
