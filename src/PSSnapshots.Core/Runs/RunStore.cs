using System.Collections.Immutable;
using PSSnapshots.Collections;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>
/// Holds a run's state. Each action creates a new state, swaps it in atomically, and notifies the observers once with the
/// old and the new state. All members are thread-safe.
/// </summary>
/// <remarks>
/// Parameters of type object accept a <see cref="JsonValue"/>. In a script they accept any object, which the module converts:
/// PowerShell does not convert custom objects to a <see cref="JsonValue"/> when it binds method arguments.
/// </remarks>
/// <param name="initial">The initial state.</param>
/// <param name="timeProvider">The clock for logs and events; the system's clock if <see langword="null"/>.</param>
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

    /// <summary>The current state, an immutable object.</summary>
    public RunState State => _state;

    /// <summary>The clock for logs and events.</summary>
    public TimeProvider TimeProvider { get; } = timeProvider ?? TimeProvider.System;

    /// <summary>The ID of the last snapshot of this run that was saved to a snapshot store.</summary>
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

    /// <summary>Sets the result of a step, and logs it. A suspended path is also added to the run.</summary>
    /// <param name="stepId">The step ID.</param>
    /// <param name="status">The status of the step.</param>
    /// <param name="output">The output: a <see cref="JsonValue"/>, or any object in a script.</param>
    /// <param name="error">The error: a <see cref="RunError"/>, or any error or text in a script.</param>
    /// <param name="suspendedPath">The path in the graph at which the step waits.</param>
    /// <exception cref="ArgumentException"><paramref name="output"/> or <paramref name="error"/> is not one of these types, and the module is not loaded.</exception>
    public void UpdateStepResult(string stepId, StepStatus status, object? output = null, object? error = null, int[]? suspendedPath = null) =>
        UpdateStepResult(new StepResult(
            stepId,
            status,
            ValueConversion.ValueOf(output, () => JsonPointer.Append("/stepResults", stepId) + "/output"),
            ValueConversion.ErrorOf(error),
            suspendedPath is null ? null : new StepPath(suspendedPath)));

    /// <summary>Sets the result of a step, and logs it.</summary>
    /// <param name="result">The step's result.</param>
    public void UpdateStepResult(StepResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        Update(result, static (state, now, it) => state.WithStepResult(it, now));
    }

    /// <summary>Adds a log entry.</summary>
    /// <param name="description">The description.</param>
    /// <param name="metadata">Further information, an object.</param>
    /// <param name="stepId">The ID of the step that the entry is about; if <see langword="null"/>, the entry is about the run.</param>
    /// <exception cref="ArgumentException"><paramref name="metadata"/> is not an object.</exception>
    public void AddLog(string description, object? metadata = null, object? stepId = null)
    {
        var json = ObjectOf(metadata, nameof(metadata));
        // Declared as object: PowerShell converts $null for a string parameter to an empty string, which is a valid ID.
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

    /// <summary>Sets the execution path: the path in the graph that the run has reached.</summary>
    /// <param name="path">The index at each level.</param>
    public void UpdateExecutionPath(params int[] path) => Update((state, _) => state with { ExecutionPath = new StepPath(path) });

    /// <summary>Sets the path in the graph at which a step waits.</summary>
    /// <param name="stepId">The step ID.</param>
    /// <param name="path">The index at each level.</param>
    public void UpdateSuspendedPath(string stepId, params int[] path) =>
        Update((state, _) => state with { SuspendedPaths = state.SuspendedPaths.SetItem(stepId, new StepPath(path)) });

    /// <summary>Removes the suspended path of a step.</summary>
    /// <param name="stepId">The step ID.</param>
    public void RemoveSuspendedPath(string stepId) =>
        Update((state, _) => state with { SuspendedPaths = state.SuspendedPaths.Remove(stepId) });

    /// <summary>Sets the workflow's graph.</summary>
    /// <param name="entries">The entries, each an object, or a single list of them.</param>
    /// <exception cref="ArgumentException">An entry is not an object.</exception>
    public void SetExecutionGraph(params object?[]? entries)
    {
        var frozen = ValueConversion.EntriesOf(entries ?? []);
        Update((state, _) => state.WithExecutionGraph(frozen));
    }

    /// <summary>Returns the context value of a key. An exact match takes precedence over one that differs in case.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The value for a script, or <see langword="null"/> if there is none.</returns>
    public object? GetContext(string key) => _state.ContextValues.TryGetValue(key, out var value) ? value.ToObject() : null;

    /// <summary>Returns whether a context value exists for a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it exists.</returns>
    public bool HasContext(string key) => _state.ContextValues.ContainsKey(key);

    /// <summary>Sets a context value.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">The value; <see langword="null"/> is stored as null.</param>
    public void SetContext(string key, JsonValue? value) =>
        Update((state, _) => state with { ContextValues = state.ContextValues.SetItem(key, value ?? JsonValue.Null) });

    /// <summary>Removes a context value.</summary>
    /// <param name="key">The key.</param>
    public void DeleteContext(string key) =>
        Update((state, _) => state with { ContextValues = state.ContextValues.Remove(key) });

    /// <summary>Removes all context values.</summary>
    public void ClearContext() => Update((state, _) => state with { ContextValues = OrderedMap<JsonValue>.Empty });

    /// <summary>Sets the input of the run.</summary>
    /// <param name="input">The input.</param>
    public void SetInput(JsonValue? input) => Update((state, _) => state with { InputJson = input });

    /// <summary>Sets the result of the run.</summary>
    /// <param name="result">The result.</param>
    public void SetResult(JsonValue? result) => Update((state, _) => state with { ResultJson = result ?? JsonValue.Null });

    /// <summary>Sets the error of the run.</summary>
    /// <param name="error">The error, or <see langword="null"/> to remove it.</param>
    public void SetError(RunError? error) => Update((state, _) => state with { ErrorJson = error?.Json ?? JsonValue.Null });

    /// <summary>Adds an event of the run.</summary>
    /// <param name="description">The description.</param>
    /// <param name="payload">The payload, an object; by default, the run's status.</param>
    /// <param name="metadata">Further information, an object.</param>
    /// <exception cref="ArgumentException"><paramref name="payload"/> or <paramref name="metadata"/> is not an object.</exception>
    public void EmitWorkflowEvent(string description, object? payload = null, object? metadata = null)
    {
        var payloadJson = ObjectOf(payload, nameof(payload));
        var metadataJson = ObjectOf(metadata, nameof(metadata));
        Update((state, now) => state.WithWorkflowEvent(description, payloadJson, metadataJson, now));
    }

    /// <summary>Adds an event of a step.</summary>
    /// <param name="stepId">The step ID.</param>
    /// <param name="description">The description.</param>
    /// <param name="payload">The payload, an object; by default, the status of the step and of the run.</param>
    /// <param name="metadata">Further information, an object.</param>
    /// <exception cref="ArgumentException"><paramref name="payload"/> or <paramref name="metadata"/> is not an object.</exception>
    public void EmitStepEvent(string stepId, string description, object? payload = null, object? metadata = null)
    {
        var payloadJson = ObjectOf(payload, nameof(payload));
        var metadataJson = ObjectOf(metadata, nameof(metadata));
        Update((state, now) => state.WithStepEvent(stepId, description, payloadJson, metadataJson, now));
    }

    /// <summary>Resets the run to its state before the start. Its IDs, input and graph are kept.</summary>
    public void Reset() => Update((state, _) => state.AsReset());

    /// <summary>
    /// Applies several changes as one: observers receive the state before all of them and the state after. If
    /// <paramref name="change"/> throws, nothing changes.
    /// </summary>
    /// <param name="change">Returns the new state from the old one and the time. It can return the old state.</param>
    /// <exception cref="ObserverException">The state was changed, and an observer threw when it was notified.</exception>
    internal void Update(Func<RunState, DateTimeOffset, RunState> change) => Update(change, static (state, now, it) => it(state, now));

    /// <summary>Applies a change with an argument, so that a function that captures nothing is allocated only once.</summary>
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
    /// Registers a function that is called after each change, in the order of the changes, with the state before and the state
    /// after. It runs on the thread of one of the callers that change the store, outside the store's lock, so that it can
    /// change the store itself.
    /// </summary>
    /// <param name="observer">The function. If it throws, one of the callers that changed the store receives the exception,
    /// after the change is made and all observers are notified.</param>
    /// <returns>An object that unregisters the function when it is disposed.</returns>
    public IDisposable Subscribe(Action<RunState, RunState> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        lock (_gate) _observers = _observers.Add(observer);
        return new Subscription(this, observer);
    }

    /// <summary>Records that a snapshot of the run was saved to a snapshot store.</summary>
    internal void NoteCheckpoint(string snapshotId)
    {
        lock (_gate)
        {
            _checkpoints.Enqueue(snapshotId);
            if (_checkpoints.Count > KnownCheckpoints) _checkpoints.Dequeue();
        }
    }

    /// <summary>Returns whether a snapshot is one of the last saved snapshots of this run.</summary>
    internal bool HasSaved(string snapshotId)
    {
        lock (_gate) return _checkpoints.Contains(snapshotId);
    }

    /// <summary>Claims the run for one runner in this process, until the claim is disposed. A lease excludes other processes.</summary>
    /// <returns>The claim, or <see langword="null"/> if the run is already running.</returns>
    internal RunWork? TryBeginWork()
    {
        var work = new RunWork(this);
        return Interlocked.CompareExchange(ref _work, work, null) is null ? work : null;
    }

    /// <summary>Whether the run is running in this process.</summary>
    internal bool IsAtWork => Volatile.Read(ref _work) is not null;

    /// <summary>Raised when a runner in this process has ended, regardless of the result, and after all changes that it made.</summary>
    internal event Action? WorkEnded;

    internal void EndWork(RunWork work)
    {
        if (Interlocked.CompareExchange(ref _work, null, work) == work) WorkEnded?.Invoke();
    }

    /// <summary>Requests that the run is suspended when its running steps have ended.</summary>
    /// <returns>True if the run is running in this process.</returns>
    internal bool TrySuspendWork() => Volatile.Read(ref _work) is { } work && work.TrySuspend();

    /// <summary>Records that the code of a step that is not idempotent begins. The record survives a restore of the state.</summary>
    internal void NoteBegun(string stepId)
    {
        lock (_gate) _begun.Add(stepId);
    }

    /// <summary>The steps that are not idempotent and whose code has begun in this process.</summary>
    internal IReadOnlyList<string> GetBegun()
    {
        lock (_gate) return [.. _begun];
    }

    /// <summary>Requests that the run stops immediately.</summary>
    /// <returns>True if the run is running in this process.</returns>
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
