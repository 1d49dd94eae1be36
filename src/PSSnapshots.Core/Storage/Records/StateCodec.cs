using System.Buffers;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots.Storage;

/// <summary>
/// Writes a state as the changes since an earlier one, and reads it back. Shared parts are skipped, so that time and size
/// depend only on the changes. docs/store-format.md describes the JSON.
/// </summary>
public static class StateCodec
{
    /// <summary>Writes the changes from one state to a later one as one compact JSON object.</summary>
    /// <param name="before">The earlier state.</param>
    /// <param name="after">The later state.</param>
    /// <param name="output">Receives the object.</param>
    /// <returns>False, with nothing written, if the later state is not derived from the earlier one and must be written in full.</returns>
    public static bool TryWriteChanges(RunState before, RunState after, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(output);
        using var changes = new Utf8Output();
        if (!StateDelta.TryWrite(before, after, changes, out _)) return false;
        output.Write(changes.Written);
        return true;
    }

    /// <summary>Applies changes to the state that they were written from.</summary>
    /// <param name="start">The earlier state.</param>
    /// <param name="changes">The objects, oldest first. The state keeps slices of the arrays: they must not change afterwards.</param>
    /// <returns>The later state.</returns>
    /// <exception cref="InvalidDataException">An object is not what <see cref="TryWriteChanges"/> writes.</exception>
    public static RunState Apply(RunState start, IEnumerable<byte[]> changes)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(changes);
        var replay = new StateReplay(start);
        foreach (var change in changes) DeltaParser.Apply(DocumentText.OfUtf8(change), replay);
        return replay.ToState();
    }
}
