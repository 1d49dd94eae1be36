using System.Management.Automation;
using System.Text;
using PSSnapshots.Shell.Hosting;

namespace PSSnapshots.Shell;

/// <summary>
/// Reads a line on a terminal, with a cursor, a history and completion. The framework's own ReadLine cannot drop what
/// was typed when Ctrl+C is pressed, and so would run it with the next line.
/// </summary>
internal sealed class LineEditor(ShellSession? session = null)
{
    private readonly List<string> _history = [];
    private readonly StringBuilder _text = new();
    private string _prompt = "";
    private int _cursor;
    private int _historyIndex;
    private int _drawnRow;
    private CommandCompletion? _completion;

    /// <returns>The line, or <see langword="null"/> at the end of the input (Ctrl+D on an empty line).</returns>
    /// <exception cref="OperationCanceledException">Ctrl+C was pressed.</exception>
    public string? ReadLine(string prompt)
    {
        _prompt = prompt;
        _text.Clear();
        _cursor = 0;
        _drawnRow = 0;
        _historyIndex = _history.Count;
        _completion = null;

        bool controlC = Console.TreatControlCAsInput;
        Console.TreatControlCAsInput = true;
        try
        {
            Draw();
            return ReadKeys();
        }
        finally
        {
            Console.TreatControlCAsInput = controlC;
        }
    }

    private string? ReadKeys()
    {
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);

            // With Alt it is AltGr, which types characters.
            bool control = (key.Modifiers & (ConsoleModifiers.Control | ConsoleModifiers.Alt)) == ConsoleModifiers.Control;
            if (key.Key != ConsoleKey.Tab)
                _completion = null;

            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    Leave();
                    Remember();
                    return _text.ToString();
                case ConsoleKey.C when control:
                    Leave();
                    throw new OperationCanceledException();
                case ConsoleKey.D when control && _text.Length == 0:
                    Leave();
                    return null;
                case ConsoleKey.L when control:
                    Console.Out.Write("\e[H\e[2J");
                    _drawnRow = 0;
                    break;
                case ConsoleKey.Backspace when _cursor > 0:
                    int before = PreviousCharacter();
                    _text.Remove(before, _cursor - before);
                    _cursor = before;
                    break;
                case ConsoleKey.Delete or ConsoleKey.D when key.Key == ConsoleKey.Delete || control:
                    _text.Remove(_cursor, NextCharacter() - _cursor);
                    break;
                case ConsoleKey.U when control:
                    _text.Remove(0, _cursor);
                    _cursor = 0;
                    break;
                case ConsoleKey.K when control:
                    _text.Length = _cursor;
                    break;
                case ConsoleKey.LeftArrow:
                    _cursor = PreviousCharacter();
                    break;
                case ConsoleKey.RightArrow:
                    _cursor = NextCharacter();
                    break;
                case ConsoleKey.Home:
                case ConsoleKey.A when control:
                    _cursor = 0;
                    break;
                case ConsoleKey.End:
                case ConsoleKey.E when control:
                    _cursor = _text.Length;
                    break;
                case ConsoleKey.UpArrow when _historyIndex > 0:
                    Recall(_historyIndex - 1);
                    break;
                case ConsoleKey.DownArrow when _historyIndex < _history.Count:
                    Recall(_historyIndex + 1);
                    break;
                case ConsoleKey.Tab:
                    Complete(forward: (key.Modifiers & ConsoleModifiers.Shift) == 0);
                    break;
                default:
                    if (char.IsControl(key.KeyChar))
                        continue;
                    _text.Insert(_cursor++, key.KeyChar);
                    break;
            }

            // Text that was pasted is drawn once, when all of it is there.
            if (!Console.KeyAvailable)
                Draw();
        }
    }

    private int PreviousCharacter() =>
        _cursor > 1 && char.IsLowSurrogate(_text[_cursor - 1]) ? _cursor - 2 : Math.Max(_cursor - 1, 0);

    private int NextCharacter() =>
        _cursor < _text.Length - 1 && char.IsHighSurrogate(_text[_cursor]) ? _cursor + 2 : Math.Min(_cursor + 1, _text.Length);

    private void Leave()
    {
        _cursor = _text.Length;
        Draw();
        Console.Out.WriteLine();
    }

    private void Remember()
    {
        string line = _text.ToString();
        if (line.Length > 0 && (_history.Count == 0 || _history[^1] != line))
            _history.Add(line);
    }

    private void Recall(int index)
    {
        _historyIndex = index;
        Replace(0, _text.Length, index < _history.Count ? _history[index] : "");
    }

    private void Complete(bool forward)
    {
        if (session is null)
            return;

        if (_completion is null)
        {
            using PowerShell pipeline = session.CreatePipeline();
            _completion = CommandCompletion.CompleteInput(_text.ToString(), _cursor, null, pipeline);
        }

        if (_completion.GetNextResult(forward) is not CompletionResult result)
            return;

        Replace(_completion.ReplacementIndex, _completion.ReplacementLength, result.CompletionText);

        // The next Tab replaces what this one has written.
        _completion.ReplacementLength = result.CompletionText.Length;
    }

    private void Replace(int index, int length, string replacement)
    {
        _text.Remove(index, length).Insert(index, replacement);
        _cursor = index + replacement.Length;
    }

    // Goes to where the prompt starts, writes all of it again, erases the rest and puts the cursor back.
    private void Draw()
    {
        int width = Terminal.Width;
        int promptWidth = CellWidth.Of(ConsoleColors.Strip(_prompt));
        string text = _text.ToString();
        int end = promptWidth + CellWidth.Of(text);
        int cursor = promptWidth + CellWidth.Of(text.AsSpan(0, _cursor));

        StringBuilder output = new();
        if (_drawnRow > 0)
            output.Append($"\e[{_drawnRow}A");
        output.Append('\r').Append(_prompt).Append(text);

        // A terminal stays in the last column until there is more to write.
        if (end % width == 0)
            output.Append("\r\n");
        output.Append("\e[J");

        if (end / width > cursor / width)
            output.Append($"\e[{(end / width) - (cursor / width)}A");
        output.Append('\r');
        if (cursor % width > 0)
            output.Append($"\e[{cursor % width}C");

        Console.Out.Write(output.ToString());
        _drawnRow = cursor / width;
    }
}
