using System.Collections.Immutable;
using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Holds a run's state. Each action makes a new state, swaps it in at once, and tells the observers, once, of the
/// old and the new. All members may be called on any thread.
/// </summary>
/// <remarks>
/// Where an action takes any object, it is a frozen one, or in a script what the module freezes: the engine, where it
/// has to choose how to call a method, converts no custom object to a <see cref="JsonValue"/>.
/// </remarks>
/// <param name="initial">The state to begin with.</param>
/// <param name="timeProvider">What stamps logs and events; the system's clock where there is none.</param>
public sealed class RunStore(RunState initial, TimeProvider? timeProvider = null)
{
    private const int KnownCheckpoints = 16;

    private readonly object _gate = new();
    private readonly Queue<(RunState Before, RunState After)> _unannounced = new();
    private readonly Queue<string> _checkpoints = new();
    private readonly HashSet<string> _begun = new(StringComparer.Ordinal);
    private ImmutableArray<Action<RunState, RunState>> _observers = [];
    private volatile RunState _state = initial ?? throw new ArgumentNullException(nameof(initial));
    private bool _announcing;
    private RunWork? _work;

    /// <summary>The state as it is now: an object that never changes.</summary>
    public RunState State => _state;

    /// <summary>What stamps the store's logs and events.</summary>
    public TimeProvider TimeProvider { get; } = timeProvider ?? TimeProvider.System;

    /// <summary>The id of the last snapshot that was saved of this store's run beyond the process.</summary>
    internal string? LastCheckpointId
    {
        get
        {
            lock (_gate) return _checkpoints.LastOrDefault();
        }
    }

    /// <summary>Sets the run's status, and logs it.</summary>
    /// <param name="status">The status.</param>
    public void SetStatus(RunStatus status) => Update((state, now) => state.WithStatus(status, now));

    /// <summary>Sets what became of a step, and logs it. A suspended path is noted for the run too.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="status">Where the step stands.</param>
    /// <param name="output">What it gave: a <see cref="JsonValue"/>, or any object in a script.</param>
    /// <param name="error">Why it failed: a <see cref="RunError"/>, or any error or text in a script.</param>
    /// <param name="suspendedPath">Where in the graph it waits.</param>
    /// <exception cref="ArgumentException"><paramref name="output"/> or <paramref name="error"/> is not frozen, and there is no module.</exception>
    public void UpdateStepResult(string stepId, StepStatus status, object? output = null, object? error = null, int[]? suspendedPath = null) =>
        UpdateStepResult(new StepResult(
            stepId,
            status,
            ValueConversion.ValueOf(output, () => JsonPointer.Append("/stepResults", stepId) + "/output"),
            ValueConversion.ErrorOf(error),
            suspendedPath is null ? null : new StepPath(suspendedPath)));

    /// <summary>Sets what became of a step, and logs it.</summary>
    /// <param name="result">The step's result.</param>
    public void UpdateStepResult(StepResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Update(result, static (state, now, it) => state.WithStepResult(it, now));
    }

    /// <summary>Adds a log entry.</summary>
    /// <param name="description">What it says.</param>
    /// <param name="metadata">What else is known, an object.</param>
    /// <param name="stepId">The step it tells of; without one it tells of the run.</param>
    /// <exception cref="ArgumentException"><paramref name="metadata"/> is no object.</exception>
    public void AddLog(string description, object? metadata = null, object? stepId = null)
    {
        var json = ObjectOf(metadata, nameof(metadata));
        // Declared as an object: of a script's $null for a text the engine makes an empty one, which is an id too.
        var step = stepId?.ToString();
        Update((state, now) => state with
        {
            Logs = state.Logs.Add(new RunLog(now, step is null ? RunLogType.Status : RunLogType.Step, description)
            {
                StepId = step,
                MetadataJson = json,
            }),
        });
    }

    /// <summary>Sets where in the graph the run is.</summary>
    /// <param name="path">The index at each level.</param>
    public void UpdateExecutionPath(params int[] path) => Update((state, _) => state with { ExecutionPath = new StepPath(path) });

    /// <summary>Sets where in the graph a step waits.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="path">The index at each level.</param>
    public void UpdateSuspendedPath(string stepId, params int[] path) =>
        Update((state, _) => state with { SuspendedPaths = state.SuspendedPaths.SetItem(stepId, new StepPath(path)) });

    /// <summary>Says that a step no longer waits.</summary>
    /// <param name="stepId">The step.</param>
    public void RemoveSuspendedPath(string stepId) =>
        Update((state, _) => state with { SuspendedPaths = state.SuspendedPaths.Remove(stepId) });

    /// <summary>Sets the workflow's graph.</summary>
    /// <param name="entries">Its entries, each an object; or one list of them.</param>
    /// <exception cref="ArgumentException">An entry is no object.</exception>
    public void SetExecutionGraph(params object?[]? entries)
    {
        var frozen = ValueConversion.EntriesOf(entries ?? []);
        Update((state, _) => state.WithExecutionGraph(frozen));
    }

    /// <summary>The context value at a key, which is found as it is written first, then ignoring case.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value for a script, or <see langword="null"/> where there is none.</returns>
    public object? GetContext(string key) => _state.ContextValues.TryGetValue(key, out var value) ? value.ToObject() : null;

    /// <summary>Whether there is a context value at a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True where there is.</returns>
    public bool HasContext(string key) => _state.ContextValues.ContainsKey(key);

    /// <summary>Sets a context value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; <see langword="null"/> is kept as null.</param>
    public void SetContext(string key, JsonValue? value) =>
        Update((state, _) => state with { ContextValues = state.ContextValues.SetItem(key, value ?? JsonValue.Null) });

    /// <summary>Removes a context value.</summary>
    /// <param name="key">The key.</param>
    public void DeleteContext(string key) =>
        Update((state, _) => state with { ContextValues = state.ContextValues.Remove(key) });

    /// <summary>Removes all context values.</summary>
    public void ClearContext() => Update((state, _) => state with { ContextValues = OrderedMap<JsonValue>.Empty });

    /// <summary>Sets what the run was started with.</summary>
    /// <param name="input">The input.</param>
    public void SetInput(JsonValue? input) => Update((state, _) => state with { InputJson = input });

    /// <summary>Sets what the run ended with.</summary>
    /// <param name="result">The result.</param>
    public void SetResult(JsonValue? result) => Update((state, _) => state with { ResultJson = result ?? JsonValue.Null });

    /// <summary>Sets why the run failed.</summary>
    /// <param name="error">The error, or <see langword="null"/> for none.</param>
    public void SetError(RunError? error) => Update((state, _) => state with { ErrorJson = error?.Json ?? JsonValue.Null });

    /// <summary>Adds an event of the run.</summary>
    /// <param name="description">What it says.</param>
    /// <param name="payload">What it carries, an object; by default the run's status.</param>
    /// <param name="metadata">What else is known, an object.</param>
    /// <exception cref="ArgumentException"><paramref name="payload"/> or <paramref name="metadata"/> is no object.</exception>
    public void EmitWorkflowEvent(string description, object? payload = null, object? metadata = null)
    {
        var payloadJson = ObjectOf(payload, nameof(payload));
        var metadataJson = ObjectOf(metadata, nameof(metadata));
        Update((state, now) => state.WithWorkflowEvent(description, payloadJson, metadataJson, now));
    }

    /// <summary>Adds an event of a step.</summary>
    /// <param name="stepId">The step.</param>
    /// <param name="description">What it says.</param>
    /// <param name="payload">What it carries, an object; by default the step's status and the run's.</param>
    /// <param name="metadata">What else is known, an object.</param>
    /// <exception cref="ArgumentException"><paramref name="payload"/> or <paramref name="metadata"/> is no object.</exception>
    public void EmitStepEvent(string stepId, string description, object? payload = null, object? metadata = null)
    {
        var payloadJson = ObjectOf(payload, nameof(payload));
        var metadataJson = ObjectOf(metadata, nameof(metadata));
        Update((state, now) => state.WithStepEvent(stepId, description, payloadJson, metadataJson, now));
    }

    /// <summary>Brings the run back to before its start. Its ids, its input and its graph stay.</summary>
    public void Reset() => Update((state, _) => state.AsReset());

    /// <summary>
    /// Makes several changes as one: observers see the state before all of them and the state after. Where
    /// <paramref name="change"/> throws, nothing changes.
    /// </summary>
    /// <param name="change">Gives the new state of the old one and the time; it may give the old one back.</param>
    /// <exception cref="ObserverException">The state was changed, and an observer threw when it was told.</exception>
    internal void Update(Func<RunState, DateTimeOffset, RunState> change) => Update(change, static (state, now, it) => it(state, now));

    /// <summary>The same, with what the change is made of: a function that captures nothing is made once, and not for each change.</summary>
    internal void Update<T>(T argument, Func<RunState, DateTimeOffset, T, RunState> change)
    {
        lock (_gate)
        {
            var before = _state;
            var after = change(before, TimeProvider.GetUtcNow(), argument);
            if (ReferenceEquals(before, after)) return;
            _state = after;
            if (_observers.IsEmpty) return;
            _unannounced.Enqueue((before, after));
            if (_announcing) return;
            _announcing = true;
        }
        Announce();
    }

    /// <summary>
    /// Has a function called after each change, in the order of the changes, with the state before and the state
    /// after. It runs on the thread of one of those who change the store, outside the store's lock, so that it may
    /// change the store itself.
    /// </summary>
    /// <param name="observer">The function. What it throws reaches one of those who changed the store, after the
    /// change is made and all observers are told.</param>
    /// <returns>What ends the calls when it is disposed.</returns>
    public IDisposable Subscribe(Action<RunState, RunState> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_gate) _observers = _observers.Add(observer);
        return new Subscription(this, observer);
    }

    /// <summary>Notes a snapshot of the run that was saved beyond the process.</summary>
    internal void NoteCheckpoint(string snapshotId)
    {
        lock (_gate)
        {
            _checkpoints.Enqueue(snapshotId);
            if (_checkpoints.Count > KnownCheckpoints) _checkpoints.Dequeue();
        }
    }

    /// <summary>Whether a snapshot is one of the last that were saved of this store's run.</summary>
    internal bool HasSaved(string snapshotId)
    {
        lock (_gate) return _checkpoints.Contains(snapshotId);
    }

    /// <summary>Claims the run for one runner of this process, until the claim is disposed. Other processes are kept out by a lease.</summary>
    /// <returns>The claim, or <see langword="null"/> if the run is already running.</returns>
    internal RunWork? TryBeginWork()
    {
        var work = new RunWork(this);
        return Interlocked.CompareExchange(ref _work, work, null) is null ? work : null;
    }

    /// <summary>Whether a runner of this process runs the run.</summary>
    internal bool IsAtWork => Volatile.Read(ref _work) is not null;

    /// <summary>Is raised when a runner of this process has ended, whatever became of the run; after all changes that it made.</summary>
    internal event Action? WorkEnded;

    internal void EndWork(RunWork work)
    {
        if (Interlocked.CompareExchange(ref _work, null, work) == work) WorkEnded?.Invoke();
    }

    /// <summary>Asks the run to suspend itself when its running steps have ended.</summary>
    /// <returns>Whether it is running in this process.</returns>
    internal bool TrySuspendWork() => Volatile.Read(ref _work) is { } work && work.TrySuspend();

    /// <summary>Notes that the code of a step that must not run twice begins, however the state is restored later.</summary>
    internal void NoteBegun(string stepId)
    {
        lock (_gate) _begun.Add(stepId);
    }

    /// <summary>The steps that must not run twice and whose code has begun in this process.</summary>
    internal IReadOnlyList<string> GetBegun()
    {
        lock (_gate) return [.. _begun];
    }

    /// <summary>Asks the run to stop at once.</summary>
    /// <returns>Whether it is running in this process.</returns>
    internal bool TryStopWork() => Volatile.Read(ref _work) is { } work && work.TryStop();

    private static JsonValue? ObjectOf(object? value, string parameter)
    {
        var json = ValueConversion.ValueOf(value);
        return json is { Kind: not JsonKind.Object } ? throw new ArgumentException($"This takes an object, not {json.Kind}.", parameter) : json;
    }

    private void Announce()
    {
        List<Exception>? failures = null;
        while (true)
        {
            (RunState Before, RunState After) change;
            ImmutableArray<Action<RunState, RunState>> observers;
            lock (_gate)
            {
                if (!_unannounced.TryDequeue(out change))
                {
                    _announcing = false;
                    break;
                }
                observers = _observers;
            }
            foreach (var observer in observers)
            {
                try
                {
                    observer(change.Before, change.After);
                }
                catch (Exception failure)
                {
                    (failures ??= []).Add(failure);
                }
            }
        }
        if (failures is not null) throw new ObserverException(failures);
    }

    private sealed class Subscription(RunStore store, Action<RunState, RunState> observer) : IDisposable
    {
        private Action<RunState, RunState>? _observer = observer;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _observer, null) is not { } ended) return;
            lock (store._gate) store._observers = store._observers.Remove(ended);
        }
    }
}
