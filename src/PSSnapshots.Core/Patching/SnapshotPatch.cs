using PSSnapshots.Patching;
using PSSnapshots.Serialization;

namespace PSSnapshots;

/// <summary>Patches between states and for snapshots, on the JSON document that an export has.</summary>
public static class SnapshotPatch
{
    /// <summary>
    /// The patch that leads from one state to another, so that a comparison with the same options finds no difference
    /// between the two. Values that mean the same stay as they are; with <see cref="ComparisonOptions.IncludeType"/>
    /// the patch changes types too, which are members of the document.
    /// </summary>
    /// <param name="from">The first.</param>
    /// <param name="to">The second.</param>
    /// <param name="options">Which paths, how deep, and how arrays are matched. Equal parts are in no patch.</param>
    /// <param name="guarded">Tests before each removal and replacement that the value is the one that is expected.</param>
    /// <returns>The patch.</returns>
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

    /// <summary>Applies a patch to a snapshot's document, and reads what comes of it.</summary>
    /// <param name="snapshot">The snapshot; it stays as it is.</param>
    /// <param name="patch">The patch.</param>
    /// <returns>The state that the patch leads to. What the patch says of the snapshot itself (its id, its number, its time) is not part of it.</returns>
    /// <exception cref="PatchFailedException">An operation could not be done, or what it leads to is no valid snapshot.</exception>
    public static RunState Apply(Snapshot snapshot, JsonPatch patch)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(patch);
        using var output = new Values.Utf8Output();
        SnapshotWriter.Write(snapshot, output);
        var patched = patch.Apply(new JsonValue(Values.JsonSlice.Of(output.Written)));
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
        Values.JsonPointer.TryParse(path, out var tokens) && tokens is ["logs" or "events", _, "timestamp"];
}
