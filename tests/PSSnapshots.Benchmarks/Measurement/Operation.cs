namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>An operation to measure.</summary>
public abstract class Operation(string name)
{
    /// <summary>The name of the operation in a table.</summary>
    public string Name { get; } = name;

    /// <summary>Creates an operation that returns its result, so that the compiler cannot remove it.</summary>
    public static Operation Of<T>(string name, Func<T> body) => new Returning<T>(name, body);

    /// <summary>Creates an operation without a result.</summary>
    public static Operation Of(string name, Action body) => new Acting(name, body);

    /// <summary>Runs the operation repeatedly.</summary>
    internal abstract void Repeat(int count);

    /// <summary>Releases the last result, so that it does not affect the next sample.</summary>
    internal virtual void Release()
    {
    }

    private sealed class Returning<T>(string name, Func<T> body) : Operation(name)
    {
        private T? _last;

        internal override void Repeat(int count)
        {
            for (int i = 0; i < count; i++) _last = body();
        }

        internal override void Release()
        {
            GC.KeepAlive(_last);
            _last = default;
        }
    }

    private sealed class Acting(string name, Action body) : Operation(name)
    {
        internal override void Repeat(int count)
        {
            for (int i = 0; i < count; i++) body();
        }
    }
}
