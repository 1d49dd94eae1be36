namespace PSSnapshots.Storage;

/// <summary>A step that waits for an answer.</summary>
/// <param name="StepId">The step ID.</param>
/// <param name="Question">What it asks, cut to <see cref="RunHead.MaxQuestionLength"/> characters; <see langword="null"/> if it says nothing.</param>
/// <param name="Since">Since when it waits.</param>
public sealed record WaitingStep(string StepId, string? Question, DateTimeOffset Since)
{
    /// <summary>The step and its question.</summary>
    /// <returns>Such as <c>approve: Reboot the last two?</c>.</returns>
    public override string ToString() => VisibleText.Of(Question is null ? StepId : $"{StepId}: {Question}");
}
