using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>A change of one field that is ready to be made, and to be taken back.</summary>
/// <param name="Field">The field.</param>
/// <param name="Make">Makes the change.</param>
/// <param name="TakeBack">Puts back what was there before.</param>
internal readonly record struct FieldWrite(string Field, Action Make, Action TakeBack)
{
    /// <summary>Makes all changes, or none.</summary>
    /// <param name="writes">The changes.</param>
    /// <param name="holder">The object that they are made to.</param>
    /// <exception cref="FieldNotWritableException">The object's own code refused one; those before it were taken back.</exception>
    public static void MakeAll(IReadOnlyList<FieldWrite> writes, object holder)
    {
        for (var made = 0; made < writes.Count; made++)
        {
            try
            {
                writes[made].Make();
            }
            catch (Exception failure)
            {
                for (var place = made - 1; place >= 0; place--) writes[place].TakeBack();
                if (failure is PipelineStoppedException) throw;
                throw new FieldNotWritableException(writes[made].Field, holder, $"it refuses the value: {(failure.InnerException ?? failure).Message}", failure);
            }
        }
    }
}
