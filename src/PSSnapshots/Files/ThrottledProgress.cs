using System.Diagnostics;
using System.Management.Automation;

namespace PSSnapshots.Files;

/// <summary>Shows progress of work on many items: nothing in the first second, then twice a second at most.</summary>
internal sealed class ThrottledProgress(Cmdlet cmdlet, string activity)
{
    private readonly Stopwatch _sinceShown = Stopwatch.StartNew();
    private int _count;
    private bool _shown;

    public void Next(string item)
    {
        _count++;
        if (_sinceShown.ElapsedMilliseconds < (_shown ? 500 : 1000)) return;
        _shown = true;
        _sinceShown.Restart();
        cmdlet.WriteProgress(new ProgressRecord(0, activity, VisibleText.Of(item)) { CurrentOperation = $"{_count}" });
    }

    public void End()
    {
        if (_shown) cmdlet.WriteProgress(new ProgressRecord(0, activity, " ") { RecordType = ProgressRecordType.Completed });
    }
}
