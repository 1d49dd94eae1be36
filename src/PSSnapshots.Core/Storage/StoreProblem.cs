namespace PSSnapshots.Storage;

/// <summary>Something in a store that is damaged, or that is not the store's own.</summary>
/// <param name="Location">Where, such as a file's path.</param>
/// <param name="Reason">What is wrong with it, as a sentence.</param>
public sealed record StoreProblem(string Location, string Reason);
