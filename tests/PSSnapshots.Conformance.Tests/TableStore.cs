using System.Buffers;
using System.Text;
using PSSnapshots.Serialization;
using PSSnapshots.Storage;

namespace PSSnapshots.Conformance.Tests;

/// <summary>A store as a third party would write it, with rows of bytes like those of a database.</summary>
/// <param name="tables">The tables, which are shared by all instances of the store.</param>
/// <param name="clock">The local clocks.</param>
internal sealed class TableStore(Tables tables, TimeProvider clock) : ISnapshotStore
{
    private readonly Dictionary<string, (int Number, RunState State)> _last = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RunHeadBuilder> _heads = new(StringComparer.Ordinal);
    private bool _isDisposed;

    public StoredSnapshot Save(Snapshot snapshot, RunLease? lease = null, CancellationToken cancellation = default)
    {
        var requested = LeaseMoment.Now(clock);
        return Begin(cancellation).Run(() =>
        {
            var run = tables.RunOf(snapshot.RunId);
            Authorize(run, lease);
            var number = SnapshotNumber.After(run.LastNumber, snapshot.RunId);
            var output = new ArrayBufferWriter<byte>();
            var baseNumber = 0;
            if (_last.TryGetValue(snapshot.RunId, out var last) && run.Rows.ContainsKey(last.Number) && StateCodec.TryWriteChanges(last.State, snapshot.State, output)) baseNumber = last.Number;
            else output.Write(Encoding.UTF8.GetBytes(SnapshotWriter.ToJson(snapshot, compress: true)));
            var stored = StoredSnapshot.Of(snapshot, number, run.Epoch, output.WrittenCount);
            if (!_heads.TryGetValue(snapshot.RunId, out var heads)) _heads.Add(snapshot.RunId, heads = new RunHeadBuilder());
            run.Rows.Add(number, new Row(stored, snapshot.ParentId, snapshot.Version, baseNumber, output.WrittenSpan.ToArray(), heads.Build(stored, snapshot.State)));
            run.LastNumber = number;
            _last[snapshot.RunId] = (number, snapshot.State);
            if (lease is null) return stored;
            run.Handled = Math.Max(run.Handled, lease.HandledMessage);
            run.Expires = tables.Clock.GetUtcNow() + lease.Options.Duration;
            lease.Extend(requested, run.Expires);
            lease.LastMessage = run.Inbox.Count;
            return stored;
        });
    }

    public IReadOnlyList<StoredSnapshot> List(string? runId = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) =>
        Begin(cancellation).Run<IReadOnlyList<StoredSnapshot>>(() =>
            [.. tables.Runs.Where(pair => runId is null || pair.Key == runId).SelectMany(pair => pair.Value.Rows.Values.Where(row => !row.IsRemoved).Select(row => row.Stored))]);

    public IReadOnlyList<RunHead> ListRuns(RunFilter? filter = null, Action<StoreProblem>? onProblem = null, CancellationToken cancellation = default) =>
        Begin(cancellation).Run<IReadOnlyList<RunHead>>(() =>
            [.. tables.Runs.Values
                .Select(run => (Run: run, Newest: run.Rows.Values.LastOrDefault(row => !row.IsRemoved)))
                .Where(pair => pair.Newest is not null)
                .Select(pair => pair.Newest!.Head with { Owner = OwnerOf(pair.Run), LeaseExpires = OwnerOf(pair.Run) is null ? null : pair.Run.Expires })
                .Where(head => filter is null || filter.Matches(head))]);

    public Snapshot Read(StoredSnapshot stored, CancellationToken cancellation = default) => Begin(cancellation).Run(() =>
    {
        if (Find(stored) is not { } row) throw new SnapshotStoreException($"The snapshot {stored} is gone.");
        var rows = tables.RunOf(stored.RunId).Rows;
        var changes = new Stack<byte[]>();
        var link = row;
        for (; link.Base > 0; link = rows[link.Base]) changes.Push(link.Json);
        var state = StateCodec.Apply(SnapshotReader.Read(link.Json).State, changes);
        return new Snapshot(state, new SnapshotHeader(row.Version, stored.Timestamp, stored.SnapshotId, stored.Sequence, stored.Label, row.Parent));
    });

    public bool Remove(StoredSnapshot stored, CancellationToken cancellation = default) => Begin(cancellation).Run(() =>
    {
        if (Find(stored) is not { } row) return false;
        row.IsRemoved = true;
        return true;
    });

    public RunLease Acquire(string runId, LeaseOptions? options = null, CancellationToken cancellation = default)
    {
        options ??= LeaseOptions.Default;
        var requested = LeaseMoment.Now(clock);
        return Begin(cancellation).Run(() =>
        {
            var run = tables.RunOf(runId);
            if (OwnerOf(run) is { } other) throw new RunLockedException(runId, other, run.Expires);
            var now = tables.Clock.GetUtcNow();
            (run.Owner, run.Expires) = (RunOwner.Current(options.OwnerName, now), now + options.Duration);
            return new RunLease(runId, run.Owner, ++run.Epoch, run.Expires, requested, options, Renew, Release, clock) { LastMessage = run.Inbox.Count };
        });
    }

    public void BeginAttempt(RunLease lease, string stepId, int attempt, bool flush, CancellationToken cancellation = default) => Begin(cancellation).Run(() =>
    {
        var run = tables.RunOf(lease.RunId);
        Authorize(run, lease);
        run.Attempts.Add(new StepAttempt(stepId, attempt, lease.Epoch, tables.Clock.GetUtcNow(), run.LastNumber));
        return true;
    });

    public IReadOnlyList<StepAttempt> ListAttempts(string runId, CancellationToken cancellation = default) =>
        Begin(cancellation).Run<IReadOnlyList<StepAttempt>>(() => [.. tables.RunOf(runId) is var run ? run.Attempts.Where(attempt => attempt.AfterSequence >= run.LastNumber - 1) : []]);

    public RunMessage Post(string runId, RunMessage message, CancellationToken cancellation = default) => Begin(cancellation).Run(() =>
    {
        if (!tables.Runs.TryGetValue(runId, out var run)) throw new SnapshotStoreException($"There is no run '{runId}'.");
        run.Inbox.Add(message with { Number = run.Inbox.Count + 1, Timestamp = tables.Clock.GetUtcNow() });
        return run.Inbox[^1];
    });

    public IReadOnlyList<RunMessage> ReadInbox(RunLease lease, CancellationToken cancellation = default) => Begin(cancellation).Run<IReadOnlyList<RunMessage>>(() =>
        [.. tables.RunOf(lease.RunId) is var run ? run.Inbox.Where(message => message.Number > Math.Max(run.Handled, lease.HandledMessage)) : []]);

    public void Dispose() => _isDisposed = true;

    private Tables Begin(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellation.ThrowIfCancellationRequested();
        return tables;
    }

    private Row? Find(StoredSnapshot stored) =>
        tables.RunOf(stored.RunId).Rows.TryGetValue(stored.Sequence, out var row) && !row.IsRemoved && row.Stored.SnapshotId == stored.SnapshotId ? row : null;

    private RunOwner? OwnerOf(RunRow run) => run.Expires > tables.Clock.GetUtcNow() ? run.Owner : null;

    private void Authorize(RunRow run, RunLease? lease)
    {
        if (lease is null)
        {
            if (OwnerOf(run) is { } owner) throw new RunLockedException(run.RunId, owner, run.Expires);
            return;
        }
        lease.ThrowIfLost();
        if (run.Owner is not null && run.Epoch == lease.Epoch) return;
        lease.MarkLost("Another process has acquired the run.");
        throw new LeaseLostException(lease.RunId, lease.Epoch, "Another process has acquired the run.");
    }

    private DateTimeOffset Renew(RunLease lease, CancellationToken cancellation) => Begin(cancellation).Run(() =>
    {
        var run = tables.RunOf(lease.RunId);
        Authorize(run, lease);
        lease.LastMessage = run.Inbox.Count;
        return run.Expires = tables.Clock.GetUtcNow() + lease.Options.Duration;
    });

    private void Release(RunLease lease) => tables.Run(() =>
    {
        var run = tables.RunOf(lease.RunId);
        if (run.Epoch == lease.Epoch) run.Owner = null;
        return true;
    });
}
