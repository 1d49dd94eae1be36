using System.Management.Automation;
using System.Reflection;
using PSSnapshots.Tests.Support;

namespace PSSnapshots.Tests.Conventions;

/// <summary>What every cmdlet of the module has to keep to.</summary>
public sealed class CmdletConventionTests : EngineTest
{
    private static readonly string[] ChangingVerbs = ["Set", "Restore", "Export", "Remove", "Clear", "Register", "Unregister"];

    private readonly CmdletInfo[] _cmdlets;

    public CmdletConventionTests() =>
        _cmdlets = [.. Engine.Invoke("Get-Command -Module Snapshots").Select(command => (CmdletInfo)command.BaseObject)];

    private static IEnumerable<ParameterMetadata> OwnParameters(CmdletInfo cmdlet) =>
        cmdlet.Parameters.Values.Where(parameter =>
            !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name));

    [Fact]
    public void EveryCmdletClassIsExportedAndNothingElse()
    {
        IEnumerable<string> classes = _cmdlets[0].ImplementingType.Assembly.GetExportedTypes()
            .Select(type => type.GetCustomAttribute<CmdletAttribute>())
            .OfType<CmdletAttribute>()
            .Select(attribute => $"{attribute.VerbName}-{attribute.NounName}");

        Assert.Equal(classes.Order(StringComparer.Ordinal), _cmdlets.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void ClassesAreNamedForTheirCmdletsAndSealed() =>
        Assert.All(_cmdlets, cmdlet =>
        {
            Assert.Equal(cmdlet.Name.Replace("-", "", StringComparison.Ordinal) + "Command", cmdlet.ImplementingType.Name);
            Assert.True(cmdlet.ImplementingType.IsSealed);
        });

    [Fact]
    public void VerbsAreApproved()
    {
        HashSet<string> approved = [.. new[]
        {
            typeof(VerbsCommon), typeof(VerbsCommunications), typeof(VerbsData), typeof(VerbsDiagnostic),
            typeof(VerbsLifecycle), typeof(VerbsOther), typeof(VerbsSecurity),
        }.SelectMany(group => group.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(verb => verb.Name)];

        Assert.All(_cmdlets, cmdlet => Assert.Contains(cmdlet.Verb, approved));
    }

    [Fact]
    public void NounsAreSingularAndInPascalCase() =>
        Assert.All(_cmdlets, cmdlet => Assert.Matches("^[A-Z][A-Za-z]*[^s]$", cmdlet.Noun));

    [Fact]
    public void EveryCmdletSaysWhatItEmits() => Assert.All(_cmdlets, cmdlet => Assert.NotEmpty(cmdlet.OutputType));

    [Fact]
    public void ParametersAreSingularAndInPascalCase()
    {
        string[] pluralByConvention = ["As", "Compress", "PassThru", "MaxBytes", "MaxSnapshots", "Status", "StepStatus"];

        Assert.All(_cmdlets.SelectMany(OwnParameters), parameter =>
        {
            Assert.Matches("^[A-Z][a-z]+([A-Z][a-z]+)*$", parameter.Name);
            Assert.True(!parameter.Name.EndsWith('s') || pluralByConvention.Contains(parameter.Name), parameter.Name);
        });
    }

    [Fact]
    public void SwitchesAreNeitherMandatoryNorPositionalUnlessTheyNameASet() =>
        Assert.All(_cmdlets.SelectMany(OwnParameters).Where(parameter => parameter.SwitchParameter), parameter =>
            Assert.All(parameter.ParameterSets, set =>
                Assert.True(set.Value.Position < 0 && (!set.Value.IsMandatory || set.Key != ParameterAttribute.AllParameterSets), parameter.Name)));

    [Fact]
    public void LiteralPathHasTheAliasesThatItHasEverywhere()
    {
        // The -Path of these is a place in a state.
        string[] withPointers = ["Find-RunSnapshot", "Compare-RunSnapshot"];
        CmdletInfo[] withFiles = [.. _cmdlets.Where(cmdlet => cmdlet.Parameters.ContainsKey("Path") && !withPointers.Contains(cmdlet.Name))];

        Assert.Equal(["Export-RunSnapshot", "Import-RunSnapshot", "Test-RunSnapshot"], withFiles.Select(cmdlet => cmdlet.Name).Order(StringComparer.Ordinal));
        Assert.All(withFiles, cmdlet => Assert.Equal(["LP", "PSPath"], cmdlet.Parameters["LiteralPath"].Aliases.Order(StringComparer.Ordinal)));
        Assert.All(withFiles, cmdlet => Assert.False(cmdlet.Parameters["Path"].ParameterSets.Keys.Intersect(cmdlet.Parameters["LiteralPath"].ParameterSets.Keys).Any()));
    }

    [Fact]
    public void WhatChangesStateAsksFirst()
    {
        Assert.All(_cmdlets.Where(cmdlet => ChangingVerbs.Contains(cmdlet.Verb)), cmdlet => Assert.Contains("WhatIf", cmdlet.Parameters.Keys));
        Assert.Contains("WhatIf", _cmdlets.Single(cmdlet => cmdlet.Name == "New-RunSnapshot").Parameters.Keys);
        Assert.All(_cmdlets.Where(cmdlet => cmdlet.Verb is "Get" or "Test" or "Compare" or "ConvertTo" or "ConvertFrom"), cmdlet => Assert.DoesNotContain("WhatIf", cmdlet.Parameters.Keys));
    }

    [Fact]
    public void DefaultParameterSetsExist() =>
        Assert.All(_cmdlets.Where(cmdlet => cmdlet.ParameterSets.Count > 1), cmdlet =>
            Assert.Contains(cmdlet.ParameterSets, set => set.IsDefault));

    [Fact]
    public void ParametersOfTheSameNameHaveTheSameTypeOrItsArray()
    {
        string[] different = ["Run", "Snapshot"];

        Assert.All(_cmdlets.SelectMany(OwnParameters).GroupBy(parameter => parameter.Name).Where(group => !different.Contains(group.Key)), group =>
            Assert.Single(group.Select(parameter => Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType)
                .Select(type => type.IsArray ? type.GetElementType() : type).Distinct()));
    }

    [Fact]
    public void RunIdsAreCompletedWhereverSnapshotsOrTriggersAreFoundByThem() =>
        Assert.All(_cmdlets.Where(cmdlet => cmdlet.Name != "New-WorkflowRun" && cmdlet.Parameters.ContainsKey("RunId")), cmdlet =>
            Assert.Contains(cmdlet.Parameters["RunId"].Attributes, attribute => attribute is ArgumentCompleterAttribute));
}
