using PSSnapshots.Shell;

// Before any type of the engine is touched: it would send telemetry unless told otherwise.
if (Environment.GetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT") is null)
    Environment.SetEnvironmentVariable("POWERSHELL_TELEMETRY_OPTOUT", "1");

CommandLine commandLine;
try
{
    commandLine = CommandLine.Parse(args);
}
catch (CommandLineException exception)
{
    Console.Error.WriteLine(exception.Message);
    return ExitCodes.Usage;
}

if (commandLine.Mode == ShellMode.Help)
{
    Console.Out.WriteLine(CommandLine.Usage);
    return ExitCodes.Success;
}

return Run(commandLine);

static int Run(CommandLine commandLine)
{
    ShellSession session;
    try
    {
        session = ShellSession.Open();
    }
    catch (ModuleNotLoadedException exception)
    {
        Console.Error.WriteLine(exception.Message);
        return ExitCodes.Failure;
    }

    using (session)
    {
        return commandLine.Mode switch
        {
            ShellMode.Command => ScriptRunner.RunText(session, commandLine.Text),
            ShellMode.File => ScriptRunner.RunFile(session, commandLine.Text, commandLine.Arguments),
            _ => new InteractiveLoop(session).Run(),
        };
    }
}
