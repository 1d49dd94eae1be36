using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace PSSnapshots.Tests.Support;

/// <summary>A host that keeps what it is told to show.</summary>
public sealed class RecordingHost(bool showsColors = false) : PSHost
{
    private readonly RecordingInterface _interface = new(showsColors);

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => nameof(RecordingHost);

    public override PSHostUserInterface UI => _interface;

    public override Version Version { get; } = new(1, 0);

    public ConcurrentQueue<string> Warnings => _interface.Warnings;

    /// <summary>Everything else that was shown.</summary>
    public ConcurrentQueue<string> Shown => _interface.Shown;

    /// <summary>The answer of a user who presses Enter.</summary>
    public const int Enter = -1;

    /// <summary>Which choice a question is answered with; it cannot be answered where there is none.</summary>
    public int? Answer
    {
        get => _interface.Answer;
        set => _interface.Answer = value;
    }

    public override void EnterNestedPrompt() => throw new NotSupportedException();

    public override void ExitNestedPrompt() => throw new NotSupportedException();

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }

    public override void SetShouldExit(int exitCode)
    {
    }

    private sealed class RecordingInterface(bool showsColors) : PSHostUserInterface
    {
        public override bool SupportsVirtualTerminal => showsColors;

        public ConcurrentQueue<string> Warnings { get; } = new();

        public ConcurrentQueue<string> Shown { get; } = new();

        public override PSHostRawUserInterface? RawUI => null;

        public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions) =>
            throw new NotSupportedException();

        /// <summary>Which choice a question is answered with; it cannot be answered where there is none.</summary>
        public int? Answer { get; set; }

        public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
        {
            Shown.Enqueue(message);
            return Answer == Enter ? defaultChoice : Answer ?? throw new NotSupportedException();
        }

        public override PSCredential PromptForCredential(
            string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options) =>
            throw new NotSupportedException();

        public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
            throw new NotSupportedException();

        public override string ReadLine() => throw new NotSupportedException();

        public override SecureString ReadLineAsSecureString() => throw new NotSupportedException();

        public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Shown.Enqueue(value);

        public override void Write(string value) => Shown.Enqueue(value);

        public override void WriteDebugLine(string message) => Shown.Enqueue(message);

        public override void WriteErrorLine(string value) => Shown.Enqueue(value);

        public override void WriteLine(string value) => Shown.Enqueue(value);

        public override void WriteProgress(long sourceId, ProgressRecord record) => Shown.Enqueue(record.Activity);

        public override void WriteVerboseLine(string message) => Shown.Enqueue(message);

        public override void WriteWarningLine(string message) => Warnings.Enqueue(message);
    }
}
