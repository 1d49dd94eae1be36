namespace PSSnapshots.Conversion;

/// <summary>The exception that is thrown if a field cannot be written to the target object of a restore. The object is unchanged.</summary>
public sealed class FieldNotWritableException : SnapshotsException
{
    internal FieldNotWritableException(string field, object holder, string reason, Exception? cause = null)
        : base(nameof(Messages.FieldNotWritable), MessageText.Of(nameof(Messages.FieldNotWritable), holder.GetType(), field, reason), cause) => Field = field;

    /// <summary>Gets the field, such as <c>StepResults</c>.</summary>
    public string Field { get; }
}
