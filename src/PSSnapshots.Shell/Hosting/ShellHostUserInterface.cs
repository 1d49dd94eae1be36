using System.Management.Automation;
using System.Management.Automation.Host;

namespace PSSnapshots.Shell.Hosting;

/// <summary>Writes what the engine has to say: errors to standard error, everything else to standard output.</summary>
internal sealed partial class ShellHostUserInterface(Interruption interruption) : PSHostUserInterface
{
    private readonly Lock _gate = new();
    private readonly ProgressLine _progress = new();
    private bool _toErrorStream;

    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface();

    public override bool SupportsVirtualTerminal => ConsoleColors.OnOutput;

    public override void Write(string value) => WriteText(value, newLine: false);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteText(Colored(foregroundColor, backgroundColor, value), newLine: false);

    public override void WriteLine() => WriteText("", newLine: true);

    public override void WriteLine(string value) => WriteText(value, newLine: true);

    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteText(Colored(foregroundColor, backgroundColor, value), newLine: true);

    public override void WriteErrorLine(string value) => WriteError(value, newLine: true);

    public override void WriteDebugLine(string message) =>
        WriteText(ConsoleColors.Paint("DEBUG: " + message, PSStyle.Instance.Formatting.Debug), newLine: true);

    public override void WriteVerboseLine(string message) =>
        WriteText(ConsoleColors.Paint("VERBOSE: " + message, PSStyle.Instance.Formatting.Verbose), newLine: true);

    public override void WriteWarningLine(string message) =>
        WriteText(ConsoleColors.Paint("WARNING: " + message, PSStyle.Instance.Formatting.Warning), newLine: true);

    /// <summary>Does nothing: the engine writes the text of an information record as a line, this is for hosts that keep records.</summary>
    public override void WriteInformation(InformationRecord record)
    {
    }

    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        lock (_gate)
            _progress.Show(record);
    }

    /// <summary>Erases what a pipeline that has ended left of its progress.</summary>
    public void EndProgress()
    {
        lock (_gate)
            _progress.Erase();
    }

    /// <summary>Sends all that is written to standard error, until what is returned is disposed.</summary>
    public IDisposable WriteToErrorStream() => new ErrorStreamScope(this);

    private string Colored(ConsoleColor foreground, ConsoleColor background, string value) =>
        ConsoleColors.Paint(value, foreground, background == RawUI.BackgroundColor ? null : background);

    private void WriteText(string value, bool newLine)
    {
        if (_toErrorStream)
            WriteError(value, newLine);
        else
            WriteTo(Console.Out, ConsoleColors.OnOutput ? value : ConsoleColors.Strip(value), newLine);
    }

    private void WriteError(string value, bool newLine)
    {
        if (!ConsoleColors.OnErrors)
            value = ConsoleColors.Strip(value);
        else if (value.Length > 0 && !value.Contains('\e', StringComparison.Ordinal))
            value = ConsoleColors.Paint(value, PSStyle.Instance.Formatting.Error);

        WriteTo(Console.Error, value, newLine);
    }

    private void WriteTo(TextWriter writer, string value, bool newLine)
    {
        lock (_gate)
        {
            _progress.Erase();
            if (newLine)
                writer.WriteLine(value);
            else
                writer.Write(value);
        }
    }

    private sealed class ErrorStreamScope : IDisposable
    {
        private readonly ShellHostUserInterface _owner;

        public ErrorStreamScope(ShellHostUserInterface owner)
        {
            _owner = owner;
            owner._toErrorStream = true;
        }

        public void Dispose() => _owner._toErrorStream = false;
    }
}
