namespace PSSnapshots.Storage;

/// <summary>Which runs have files in a folder.</summary>
internal static class StoreListing
{
    /// <summary>The files of a run.</summary>
    internal sealed class RunFiles
    {
        /// <summary>The generations of its journal.</summary>
        public List<int> Journals { get; } = [];

        /// <summary>Whether version 0.1 saved it, and it was not converted yet.</summary>
        public bool IsVersion1 { get; set; }

        /// <summary>The number of the newest ownership file.</summary>
        public int Control { get; set; }
    }

    /// <summary>Lists the runs by their names in file names.</summary>
    /// <param name="folder">The folder. One that does not exist has none.</param>
    /// <param name="runId">The only run to list, or <see langword="null"/> for all.</param>
    /// <param name="onProblem">Receives each file that is not the store's; only when all runs are listed.</param>
    public static Dictionary<string, RunFiles> Read(string folder, string? runId, Action<StoreProblem>? onProblem)
    {
        var runs = new Dictionary<string, RunFiles>(StringComparer.Ordinal);
        var wanted = runId is null ? null : StoreFileName.OfRun(runId);
        foreach (var name in StoreFiles.Names(folder, wanted is null ? "*" : wanted + ".*"))
        {
            if (!StoreFileName.TryRead(name, out var runName, out var number, out var kind) && !Version1Folder.IsCheckpoint(name, out runName))
            {
                if (Version1Folder.IsOther(name)) continue;
                if (wanted is null && !StoreFileName.IsIgnored(name)) onProblem?.Invoke(new StoreProblem(Path.Combine(folder, name), "It is not a file of a snapshot store."));
                continue;
            }
            if (wanted is not null && runName != wanted) continue;
            if (!runs.TryGetValue(runName, out var files)) runs.Add(runName, files = new RunFiles());
            if (kind == "journal") files.Journals.Add(number);
            else if (kind.Length == 0) files.IsVersion1 = true;
            else if (kind == "owner") files.Control = Math.Max(files.Control, number);
        }
        return runs;
    }
}
