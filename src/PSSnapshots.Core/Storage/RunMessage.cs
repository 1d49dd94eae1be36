namespace PSSnapshots.Storage;

/// <summary>A message to the owner of a run.</summary>
/// <param name="Kind">What it asks for.</param>
/// <param name="StepId">The waiting step that it is for, or <see langword="null"/> for the run.</param>
/// <param name="Data">What it brings, such as the answer.</param>
/// <param name="Sender">Who sends it.</param>
public sealed record RunMessage(RunMessageKind Kind, string? StepId = null, JsonValue? Data = null, string? Sender = null)
{
    /// <summary>The number in the run's inbox, from 1; 0 before it is posted.</summary>
    public long Number { get; init; }

    /// <summary>When it was posted, by the store's clock.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The number, the kind and the sender.</summary>
    /// <returns>Such as <c>#3 Answer of step approve by ops</c>.</returns>
    public override string ToString() => VisibleText.Of($"#{Number} {Kind}{(StepId is null ? "" : $" of step {StepId}")}{(Sender is null ? "" : $" by {Sender}")}");
}
