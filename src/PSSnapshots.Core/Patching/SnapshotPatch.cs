using PSSnapshots.Patching;
using PSSnapshots.Serialization;
using PSSnapshots.Values;

namespace PSSnapshots;

/// <summary>Creates and applies patches of run states. A patch applies to the JSON document of an exported snapshot.</summary>
public static class SnapshotPatch
{
    /// <summary>Creates the patch that turns one state into another.</summary>
    /// <remarks>
    /// <para>
    /// Comparing the patched state with the second state, with the same options, finds no differences. Equal values are
    /// not changed, even if their types differ. With <see cref="ComparisonOptions.IncludeType"/>, the patch also changes
    /// types, which are stored in <c>valueTypes</c> members of the document.
    /// </para>
    /// <para>
    /// If <see cref="ComparisonOptions.Includes"/> selects a part of a value that exists in one state only, but not the
    /// value itself, the patch does not change it.
    /// </para>
    /// </remarks>
    /// <param name="from">The first state.</param>
    /// <param name="to">The second state.</param>
    /// <param name="options">
    /// The comparison options, or <see langword="null"/> for <see cref="ComparisonOptions.Default"/>. Equal parts are never
    /// included.
    /// </param>
    /// <param name="guarded">
    /// <see langword="true"/> to add a test operation before each removal and replacement, so that the patch fails if it
    /// is applied to a state that has another value there.
    /// </param>
    /// <returns>The patch, which has no operations if the states are equal.</returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="from"/> or <paramref name="to"/> is <see langword="null"/>.
    /// </exception>
    public static JsonPatch Between(RunState from, RunState to, ComparisonOptions? options = null, bool guarded = false)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        options = (options ?? ComparisonOptions.Default).For(from, to);
        if (options.IgnoreTimestamp)
        {
            var includes = options.Includes;
            options = options with { Includes = path => !IsTimestamp(path) && includes?.Invoke(path) != false };
        }
        return new PatchBuilder(options, guarded, isState: true).Build(StateDocument.Of(from), StateDocument.Of(to));
    }

    /// <summary>Applies a patch to the JSON document of a snapshot and reads the result.</summary>
    /// <param name="snapshot">The snapshot. It is not modified.</param>
    /// <param name="patch">The patch to apply.</param>
    /// <returns>
    /// The patched state. Changes to the snapshot itself, such as its ID, sequence number or timestamp, are ignored.
    /// </returns>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="snapshot"/> or <paramref name="patch"/> is <see langword="null"/>.
    /// </exception>
    /// <exception cref="PatchFailedException">
    /// An operation cannot be applied, or the patched document is not a valid snapshot.
    /// </exception>
    public static RunState Apply(Snapshot snapshot, JsonPatch patch)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(patch);
        using var output = new Utf8Output();
        SnapshotWriter.Write(snapshot, output);
        var patched = patch.Apply(new JsonValue(JsonSlice.Of(output.Written)));
        try
        {
            return SnapshotReader.Read(patched.Utf8.ToArray()).State;
        }
        catch (SnapshotFormatException failure)
        {
            throw new PatchFailedException(failure);
        }
    }

    private static bool IsTimestamp(string path) =>
        JsonPointer.TryParse(path, out var tokens) && tokens is ["logs" or "events", _, "timestamp"];
}
