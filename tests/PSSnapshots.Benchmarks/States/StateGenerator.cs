namespace PSSnapshots.Benchmarks.States;

/// <summary>
/// Generates run states in the snapshot format 1.0.0: the same bytes every time, which <see cref="StateChecksums"/>
/// pins, so that measurements on different machines and of different implementations are of the same data.
/// </summary>
public static class StateGenerator
{
    /// <summary>The state of the given size as compact UTF-8 JSON.</summary>
    public static byte[] Build(StateSize size) => Generate(size).ToJson();

    /// <summary>The state of the given size after one change, as compact UTF-8 JSON.</summary>
    public static byte[] BuildChanged(StateSize size, int change = 1)
    {
        GeneratedState state = Generate(size);
        return state.ToJson(StateChanges.Of(state, change));
    }

    /// <summary>The state of the given size, from which changes and their JSON can be made.</summary>
    public static GeneratedState Generate(StateSize size) => new StateBuilder(size).Build();
}
