using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace PSSnapshots.Help.Commands;

/// <summary>
/// Reads the cmdlets of a module from PowerShell itself, so that parameter sets and dynamic parameters are those that
/// its binder knows.
/// </summary>
internal static class CommandReader
{
    /// <summary>Imports a module and describes its cmdlets.</summary>
    /// <param name="modulePath">The path of a manifest or an assembly.</param>
    /// <exception cref="RuntimeException">The module cannot be imported.</exception>
    public static ModuleDescription Read(string modulePath)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        PSModuleInfo module = Invoke<PSModuleInfo>(runspace, "Import-Module", ("Name", Path.GetFullPath(modulePath)), ("PassThru", true), ("DisableNameChecking", true)).Single();
        // Only what Get-Command returns has dynamic parameters in its parameter sets.
        IEnumerable<CmdletInfo> cmdlets = Invoke<CmdletInfo>(runspace, "Get-Command", ("Module", module.Name), ("CommandType", CommandTypes.Cmdlet));

        // Dynamic parameters are bound in the default runspace.
        Runspace? previous = Runspace.DefaultRunspace;
        Runspace.DefaultRunspace = runspace;
        try
        {
            ILookup<string, string> aliases = module.ExportedAliases.Values.ToLookup(alias => alias.Definition, alias => alias.Name, StringComparer.OrdinalIgnoreCase);
            return new ModuleDescription(
                module.Name,
                [.. cmdlets.Select(command => Describe(command, aliases[command.Name])).OrderBy(command => command.Name, StringComparer.Ordinal)]);
        }
        finally
        {
            Runspace.DefaultRunspace = previous;
        }
    }

    private static IEnumerable<T> Invoke<T>(Runspace runspace, string command, params (string Name, object Value)[] parameters)
    {
        using PowerShell pipeline = PowerShell.Create(runspace).AddCommand(command).AddParameter("ErrorAction", ActionPreference.Stop);
        foreach ((string name, object value) in parameters)
            pipeline.AddParameter(name, value);
        return [.. pipeline.Invoke<T>()];
    }

    private static CommandDescription Describe(CmdletInfo command, IEnumerable<string> aliases)
    {
        object cmdlet = Activator.CreateInstance(command.ImplementingType)!;
        Dictionary<string, ParameterDescription> parameters = command.Parameters.Values
            .Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
            .ToDictionary(parameter => parameter.Name, parameter => ParameterReader.Read(parameter, cmdlet));
        string[] setNames = [.. command.ParameterSets.Select(set => set.Name)];
        foreach (ParameterDescription parameter in parameters.Values)
            parameter.Sets = ParameterReader.ReadSets(parameter, command.Parameters[parameter.Name], setNames);

        return new CommandDescription(
            command.Name,
            command.ImplementingType.Assembly.GetName().Name!,
            [.. aliases.Order(StringComparer.Ordinal)],
            [.. command.ParameterSets.Select(set => Describe(set, parameters))],
            [.. parameters.Values.OrderBy(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase)],
            [.. command.OutputType.Select(type => type.Name).Where(name => name != typeof(void).FullName).Distinct()]);
    }

    private static ParameterSetDescription Describe(CommandParameterSetInfo set, Dictionary<string, ParameterDescription> parameters)
    {
        IEnumerable<SetParameter> known = set.Parameters
            .Where(parameter => parameters.ContainsKey(parameter.Name))
            .Select(parameter => Describe(parameter, set.Name, parameters[parameter.Name]));
        return new ParameterSetDescription(
            set.Name, set.IsDefault, set.ToString(),
            [.. known.OrderBy(parameter => parameter.Position ?? int.MaxValue).ThenByDescending(parameter => parameter.IsMandatory)]);
    }

    private static SetParameter Describe(CommandParameterInfo parameter, string setName, ParameterDescription description) => new(
        description, setName, ParameterReader.PositionOrNull(parameter.Position), parameter.IsMandatory,
        parameter.ValueFromPipeline, parameter.ValueFromPipelineByPropertyName, parameter.ValueFromRemainingArguments);
}
