using System.Management.Automation;
using System.Runtime.InteropServices;

namespace PSSnapshots.Shell;

/// <summary>
/// Turns Ctrl+C and the signals that end a process into a stop of the running pipeline, so that cmdlets see
/// <c>StopProcessing</c> and <c>finally</c> blocks run. Asked a second time, the process ends at once.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Action _close;
    private readonly PosixSignalRegistration _terminate;
    private readonly PosixSignalRegistration _hangUp;
    private PowerShell? _running;
    private bool _stopping;

    /// <param name="close">Ends the session where no pipeline is running that could be stopped.</param>
    public Interruption(Action close)
    {
        _close = close;
        Console.CancelKeyPress += OnCancelKey;
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => EndProcess(context, ExitCodes.Terminated));
        _hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => EndProcess(context, ExitCodes.HungUp));
    }

    /// <summary>What the process has to return because a signal asked it to end.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Makes <paramref name="pipeline"/> the one to stop, until what is returned is disposed.</summary>
    public Watch WatchOver(PowerShell pipeline)
    {
        lock (_gate)
        {
            Watch watch = new(this, _running);
            _running = pipeline;
            _stopping = false;
            return watch;
        }
    }

    /// <summary>Stops the running pipeline; <see langword="false"/> if none runs, or it is being stopped already.</summary>
    public bool StopPipeline()
    {
        lock (_gate)
        {
            if (_running is null || _stopping)
                return false;

            _stopping = true;

            // Not awaited: the pipeline may be waiting for the very thread that this runs on.
            _running.BeginStop(null, null);
            return true;
        }
    }

    public void Dispose()
    {
        Console.CancelKeyPress -= OnCancelKey;
        _terminate.Dispose();
        _hangUp.Dispose();
    }

    private void OnCancelKey(object? sender, ConsoleCancelEventArgs e) => e.Cancel = StopPipeline();

    private void EndProcess(PosixSignalContext context, int exitCode)
    {
        lock (_gate)
        {
            if (ExitCode is not null)
                return;

            ExitCode = exitCode;
            context.Cancel = true;
            if (_running is not null)
            {
                StopPipeline();
                return;
            }
        }

        _close();
        Environment.Exit(exitCode);
    }

    /// <summary>The time during which one pipeline is the one to stop; nested pipelines nest these.</summary>
    public readonly struct Watch(Interruption owner, PowerShell? outer) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._gate)
            {
                owner._running = outer;
                owner._stopping = false;
            }
        }
    }
}
