using System.Management.Automation;
using PSSnapshots.Binding;
using PSSnapshots.Session;

namespace PSSnapshots.Commands;

/// <summary>A cmdlet that finds triggers by number or by run.</summary>
public abstract class TriggerCommand : SnapshotCommand
{
    private protected const string RunSet = "Run";
    private protected const string IdSet = "Id";

    /// <summary>The runs whose triggers are meant; wildcards are allowed.</summary>
    [Parameter(Position = 0, ParameterSetName = RunSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RunIdCompleter))]
    [SupportsWildcards]
    [ValidateNotNull]
    public virtual string[] RunId { get; set; } = ["*"];

    /// <summary>The numbers of the triggers that are meant.</summary>
    [Parameter(Mandatory = true, ParameterSetName = IdSet)]
    public int[] Id { get; set; } = [];

    /// <summary>The triggers that the parameters mean; what is not there is an error.</summary>
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
