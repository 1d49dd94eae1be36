using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;

namespace PSSnapshots.Shell.Hosting;

/// <summary>The terminal as the engine sees it: its size, its cursor and its keys.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    // Kept here: a Unix terminal does not tell its colours, and nothing but prompts and the like asks for them.
    public override ConsoleColor ForegroundColor { get; set; } = ConsoleColor.Gray;

    public override ConsoleColor BackgroundColor { get; set; } = ConsoleColor.Black;

    public override Size WindowSize
    {
        get => new(Terminal.Width, Terminal.Height);
        set => throw Unsupported();
    }

    public override Size BufferSize
    {
        get => WindowSize;
        set => throw Unsupported();
    }

    public override Size MaxWindowSize => WindowSize;

    public override Size MaxPhysicalWindowSize => WindowSize;

    public override Coordinates WindowPosition
    {
        get => default;
        set => throw Unsupported();
    }

    public override Coordinates CursorPosition
    {
        get
        {
            if (!Terminal.IsInteractive)
                return default;

            (int left, int top) = Console.GetCursorPosition();
            return new Coordinates(left, top);
        }

        set
        {
            if (Terminal.ShowsOutput)
                Console.SetCursorPosition(value.X, value.Y);
        }
    }

    public override int CursorSize { get; set; } = 25;

    public override string WindowTitle
    {
        get => OperatingSystem.IsWindows() ? Console.Title : "";
        set
        {
            if (Terminal.ShowsOutput)
                Console.Title = value;
        }
    }

    public override bool KeyAvailable => Terminal.ReadsKeys && Console.KeyAvailable;

    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (!Terminal.ReadsKeys)
            throw new HostException("A key cannot be read: standard input is not a terminal.");

        ConsoleKeyInfo key = Console.ReadKey(intercept: (options & ReadKeyOptions.NoEcho) != 0);
        ControlKeyStates modifiers = 0;
        if ((key.Modifiers & ConsoleModifiers.Shift) != 0)
            modifiers |= ControlKeyStates.ShiftPressed;
        if ((key.Modifiers & ConsoleModifiers.Alt) != 0)
            modifiers |= ControlKeyStates.LeftAltPressed;
        if ((key.Modifiers & ConsoleModifiers.Control) != 0)
            modifiers |= ControlKeyStates.LeftCtrlPressed;
        return new KeyInfo((int)key.Key, key.KeyChar, modifiers, keyDown: true);
    }

    public override void FlushInputBuffer()
    {
        while (KeyAvailable)
            Console.ReadKey(intercept: true);
    }

    public override int LengthInBufferCells(string source) => LengthInBufferCells(source, 0);

    public override int LengthInBufferCells(string source, int offset) => CellWidth.Of(ConsoleColors.Strip(source[offset..]));

    public override int LengthInBufferCells(char source) => Rune.TryCreate(source, out Rune rune) ? CellWidth.Of(rune) : 1;

    /// <summary>Clears the screen, which is what is asked for with the whole of it as <paramref name="rectangle"/>.</summary>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        if (rectangle is not { Left: -1, Top: -1, Right: -1, Bottom: -1 })
            throw Unsupported();

        if (Terminal.ShowsOutput)
            Console.Clear();
    }

    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) => throw Unsupported();

    public override BufferCell[,] GetBufferContents(Rectangle rectangle) => throw Unsupported();

    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) => throw Unsupported();

    private static PSNotSupportedException Unsupported() => new("This shell leaves the terminal's buffer to the terminal.");
}
