using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using PSSnapshots.Workflows;

namespace PSSnapshots.Conversion;

/// <summary>
/// Identifies values that exist only in this process, such as code and handles, and values that block or are
/// consumed when they are read.
/// </summary>
internal static class ProcessBoundValues
{
    private static readonly HashSet<Type> Generic = [typeof(ValueTask<>), typeof(Lazy<>), typeof(ThreadLocal<>)];

    public static bool IsLive(object value) =>
        value is ScriptBlock or DefinitionElement or Delegate or Runspace or RunspacePool or PowerShell
            or Task or ValueTask or IAsyncResult or Thread or Timer or CancellationToken or CancellationTokenSource
            or Stream or TextReader or TextWriter or Socket or WaitHandle or SafeHandle or CriticalHandle or IEnumerator
        || (value.GetType() is { IsGenericType: true } type && Generic.Contains(type.GetGenericTypeDefinition()));
}
