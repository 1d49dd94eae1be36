using System.Management.Automation;

namespace PSSnapshots.Conversion;

/// <summary>A prepared change of one field that can be applied and undone.</summary>
/// <param name="Field">The field.</param>
/// <param name="Make">Applies the change.</param>
/// <param name="TakeBack">Restores the previous value.</param>
internal readonly record struct FieldWrite(string Field, Action Make, Action TakeBack)
{
    /// <summary>Applies all changes or none.</summary>
    /// <param name="writes">The changes.</param>
    /// <param name="holder">The object that is changed.</param>
    /// <exception cref="FieldNotWritableException">The object rejected a change. The changes before it were undone.</exception>
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
                throw new FieldNotWritableException(writes[made].Field, holder, $"the object rejected the value: {(failure.InnerException ?? failure).Message}", failure);
            }
        }
    }
}
