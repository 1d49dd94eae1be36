namespace PSSnapshots.Storage;

/// <summary>Who owns a run.</summary>
/// <param name="Name">The display name.</param>
/// <param name="Machine">The name of the machine.</param>
/// <param name="MachineId">Identifies the machine since its last start.</param>
/// <param name="ProcessId">The process ID there.</param>
/// <param name="Since">When the run was acquired, by the store's clock.</param>
public sealed record RunOwner(string Name, string Machine, string MachineId, int ProcessId, DateTimeOffset Since)
{
    /// <summary>Describes this process as an owner.</summary>
    /// <param name="name">The display name; by default, the user and the machine.</param>
    /// <param name="since">The time by the store's clock.</param>
    /// <returns>The owner.</returns>
    public static RunOwner Current(string? name, DateTimeOffset since) => new(
        name ?? $"{Environment.UserName}@{Environment.MachineName}", Environment.MachineName, MachineIdentity.Id, Environment.ProcessId, since);

    /// <summary>Returns the owner for a message.</summary>
    /// <returns>Such as <c>process 4711 on web1 (anna@web1)</c>.</returns>
    public override string ToString() => VisibleText.Of($"process {ProcessId} on {Machine} ({Name})");
}
