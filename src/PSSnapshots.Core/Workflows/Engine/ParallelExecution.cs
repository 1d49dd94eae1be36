using System.Runtime.ExceptionServices;

namespace PSSnapshots.Workflows.Engine;

/// <summary>Runs delegates in parallel on a host. The first exception is rethrown when all delegates have ended.</summary>
internal static class ParallelExecution
{
    public static void Run(IStepHost host, int count, int throttleLimit, Action<int, IStepHost> body)
    {
        if (throttleLimit == 1 || count <= 1)
        {
            for (var i = 0; i < count; i++) body(i, host);
            return;
        }
        Exception? thrown = null;
        var bodies = new Action<IStepHost>[count];
        for (var i = 0; i < count; i++)
        {
            var index = i;
            bodies[i] = own =>
            {
                try
                {
                    body(index, own);
                }
                catch (Exception failure)
                {
                    Interlocked.CompareExchange(ref thrown, failure, null);
                }
            };
        }
        host.RunAtOnce(bodies, throttleLimit);
        if (thrown is not null) ExceptionDispatchInfo.Throw(thrown);
    }
}
