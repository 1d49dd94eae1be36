using System.Management.Automation;

namespace PSSnapshots.Session;

/// <summary>Stops all triggers when the module is removed.</summary>
public sealed class ModuleCleanup : IModuleAssemblyCleanup
{
    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo) => SnapshotSession.Clear();
}
