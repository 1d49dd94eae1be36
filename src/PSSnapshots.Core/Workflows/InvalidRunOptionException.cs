using PSSnapshots.Errors;

namespace PSSnapshots.Workflows;

/// <summary>An option names a step that the workflow does not have, or that is not waiting. The run is unchanged.</summary>
/// <param name="message">The option, and what is wrong with it.</param>
public sealed class InvalidRunOptionException(string message) : SnapshotsException(ErrorCodes.InvalidRunOption, message);
