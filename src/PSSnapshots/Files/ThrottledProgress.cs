using System.Diagnostics;
using System.Management.Automation;

namespace PSSnapshots.Files;

/// <summary>Reports progress over many items: nothing in the first second, and then at most twice a second.</summary>
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
