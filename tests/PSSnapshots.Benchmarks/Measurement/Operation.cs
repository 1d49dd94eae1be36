namespace PSSnapshots.Benchmarks.Measurement;

/// <summary>Something to measure.</summary>
public abstract class Operation(string name)
{
    /// <summary>What it is called in a table.</summary>
    public string Name { get; } = name;

    /// <summary>An operation that returns what it made, so that no compiler finds it useless.</summary>
    public static Operation Of<T>(string name, Func<T> body) => new Returning<T>(name, body);

    /// <summary>An operation whose effect is elsewhere.</summary>
    public static Operation Of(string name, Action body) => new Acting(name, body);

    /// <summary>Does it, again and again.</summary>
    internal abstract void Repeat(int count);

    /// <summary>Lets go of what it made last, so that the next sample does not carry it.</summary>
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
