namespace PSSnapshots.Storage;

/// <summary>Removes what no checkpoint of a folder refers to: journals, values, and temporary files of who was killed.</summary>
/// <param name="folder">The store's folder.</param>
/// <param name="values">What keeps large values.</param>
internal sealed class UnusedFiles(string folder, ValueFolder values)
{
    /// <summary>Removes what is unused. Nobody may write meanwhile.</summary>
    /// <returns>How many bytes became free.</returns>
    /// <exception cref="IOException">A file could not be read or removed.</exception>
    public long Remove()
    {
        long freed = 0;
        var used = new HashSet<string>(StringComparer.Ordinal);
        var journals = Directory.EnumerateFiles(folder, "*" + StoreFileName.JournalEnd).Select(path => Path.GetFileName(path)).Where(StoreFileName.IsJournal).ToList();
        foreach (var path in Directory.EnumerateFiles(folder, "*" + StoreFileName.CheckpointEnd))
        {
            if (!StoreFileName.TryReadCheckpoint(Path.GetFileName(path), out var runName, out _)) continue;
            try
            {
                used.UnionWith(CheckpointFile.Read(File.ReadAllBytes(path)).Place.Pieces.Select(piece => piece.Journal));
            }
            catch (InvalidDataException)
            {
                // It may be mended or copied back: any journal of its run may be the one that it refers to.
                used.UnionWith(journals.Where(journal => journal.StartsWith(runName + ".", StringComparison.Ordinal)));
            }
        }
        foreach (var path in Directory.EnumerateFiles(folder, ".*.tmp").ToList()) freed += Delete(path);
        foreach (var journal in journals)
            if (!used.Contains(journal)) freed += Delete(Path.Combine(folder, journal));
        if (Directory.Exists(values.Path)) freed += RemoveValues(used);
        return freed;
    }

    private long RemoveValues(HashSet<string> journals)
    {
        long freed = 0;
        var used = new HashSet<string>(StringComparer.Ordinal);
        foreach (var journal in journals)
        {
            try
            {
                foreach (var line in LinesOfValues(Path.Combine(folder, journal)))
                    foreach (var (_, hash) in StandIn.ReadLine(line)) used.Add(hash);
            }
            catch (InvalidDataException)
            {
                // Which values a damaged journal needs is not known: none is unused.
                return 0;
            }
        }
        foreach (var path in Directory.EnumerateFiles(values.Path).ToList())
        {
            if (used.Contains(Path.GetFileNameWithoutExtension(path))) continue;
            values.Forget(Path.GetFileNameWithoutExtension(path));
            freed += Delete(path);
        }
        return freed;
    }

    /// <summary>The lines of a journal that tell of large values; none where the journal is gone.</summary>
    private static IEnumerable<byte[]> LinesOfValues(string path)
    {
        if (!File.Exists(path)) yield break;
        var journal = File.ReadAllBytes(path);
        for (var at = 0; at < journal.Length;)
        {
            var rest = journal.AsSpan(at);
            var length = rest.IndexOf((byte)'\n') is >= 0 and var end ? end : rest.Length;
            // To a line that was cut no checkpoint refers.
            var isWhole = length < rest.Length && rest.StartsWith(StandIn.LineStart);
            var line = isWhole ? rest[..length].ToArray() : null;
            at += length + 1;
            if (line is not null) yield return line;
        }
    }

    private static long Delete(string path)
    {
        var length = new FileInfo(path).Length;
        File.Delete(path);
        return length;
    }
}
