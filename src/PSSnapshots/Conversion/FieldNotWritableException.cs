namespace PSSnapshots.Conversion;

/// <summary>An object that a run was to be restored into cannot take a field of it; the object is as it was.</summary>
public sealed class FieldNotWritableException : SnapshotsException
{
    internal FieldNotWritableException(string field, object holder, string reason, Exception? cause = null)
        : base(nameof(Messages.FieldNotWritable), MessageText.Of(nameof(Messages.FieldNotWritable), holder.GetType(), field, reason), cause) => Field = field;

    /// <summary>The field, such as <c>StepResults</c>.</summary>
    public string Field { get; }
}
