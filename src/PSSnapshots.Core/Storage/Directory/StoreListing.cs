namespace PSSnapshots.Storage;

/// <summary>Reads which checkpoints stand in a folder.</summary>
/// <param name="folder">The store's folder; one that is not there has none.</param>
/// <param name="onProblem">Is told of each file that is damaged or not the store's.</param>
internal sealed class StoreListing(string folder, Action<StoreProblem>? onProblem)
{
    /// <summary>Reads those of a run or of all, in no order.</summary>
    public List<StoredSnapshot> Read(string? runId)
    {
        var found = new List<StoredSnapshot>();
        if (!Directory.Exists(folder)) return found;
        var runName = runId is null ? null : StoreFileName.OfRun(runId);
        foreach (var path in Directory.EnumerateFiles(folder, runName is null ? "*" : $"{runName}.*"))
        {
            if (StoreFileName.TryReadCheckpoint(Path.GetFileName(path), out var name, out var number))
            {
                if ((runName is null || name == runName) && TryRead(path, name, number) is { } stored && (runId is null || stored.RunId == runId)) found.Add(stored);
            }
            else if (!StoreFileName.IsOther(Path.GetFileName(path)))
            {
                onProblem?.Invoke(new StoreProblem(path, "It is no file of a store of snapshots."));
            }
        }
        return found;
    }

    /// <summary>Reads the newest sound one of a run.</summary>
    public StoredSnapshot? ReadLatest(string runId)
    {
        if (!Directory.Exists(folder)) return null;
        var runName = StoreFileName.OfRun(runId);
        var numbers = new List<(int Number, string Path)>();
        foreach (var path in Directory.EnumerateFiles(folder, $"{runName}.*{StoreFileName.CheckpointEnd}"))
            if (StoreFileName.TryReadCheckpoint(Path.GetFileName(path), out var name, out var number) && name == runName) numbers.Add((number, path));
        numbers.Sort((one, other) => other.Number.CompareTo(one.Number));
        return numbers.Select(file => TryRead(file.Path, runName, file.Number)).FirstOrDefault(stored => stored?.RunId == runId);
    }

    private StoredSnapshot? TryRead(string path, string runName, int number)
    {
        try
        {
            var utf8 = File.ReadAllBytes(path);
            var file = CheckpointFile.Read(utf8);
            if (file.Sequence == number && StoreFileName.OfRun(file.RunId) == runName) return file.ToStored(path, utf8.Length);
            onProblem?.Invoke(new StoreProblem(path, $"It holds checkpoint {file.RunId} #{file.Sequence}, which is not what its name says."));
        }
        catch (InvalidDataException failure)
        {
            onProblem?.Invoke(new StoreProblem(path, failure.Message));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Removed since the folder was read: then it is simply not there.
            if (failure is not FileNotFoundException) onProblem?.Invoke(new StoreProblem(path, $"It could not be read: {failure.Message}"));
        }
        return null;
    }
}
