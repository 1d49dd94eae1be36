namespace PSSnapshots.Shell;

/// <summary>What the shell returns to whoever started it, where a script did not say <c>exit n</c>.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>An error ended the script, or the module could not be loaded.</summary>
    public const int Failure = 1;

    /// <summary>The shell was called wrongly, or with a script that is not there (<c>EX_USAGE</c>).</summary>
    public const int Usage = 64;

    /// <summary>128 and the number of the signal, as Unix shells have it.</summary>
    public const int HungUp = 128 + 1;
    public const int Interrupted = 128 + 2;
    public const int Terminated = 128 + 15;
}
