using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Session;

namespace PSSnapshots.Commands;

/// <summary>Base class of the cmdlets that find triggers by ID or run.</summary>
public abstract class TriggerCommand : SnapshotCommand
{
    private protected const string RunSet = "Run";
    private protected const string IdSet = "Id";

    /// <summary>Gets or sets the IDs of the runs that have the triggers. Wildcards are permitted.</summary>
    [Parameter(Position = 0, ParameterSetName = RunSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    public virtual string[] RunId { get; set; } = ["*"];

    /// <summary>Gets or sets the IDs of the triggers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    public int[] Id { get; set; } = [];

    /// <summary>Returns the specified triggers. A trigger that is not found is reported as an error.</summary>
    private protected IEnumerable<SnapshotTrigger> FindTriggers()
    {
        var triggers = SnapshotSession.Triggers;
        if (ParameterSetName == IdSet)
        {
            foreach (var id in Id)
            {
                if (triggers.FirstOrDefault(trigger => trigger.Id == id) is { } found) yield return found;
                else Report(nameof(Messages.TriggerNotFound), id, id);
            }
            yield break;
        }
        foreach (var name in RunId)
        {
            var runIds = NamePattern.Find(
                this, name, triggers.Select(trigger => trigger.RunId), () => Report(nameof(Messages.TriggerNotFound), name, $"of run '{name}'"));
            foreach (var trigger in triggers.Where(trigger => runIds.Contains(trigger.RunId, StringComparer.Ordinal))) yield return trigger;
        }
    }
}
